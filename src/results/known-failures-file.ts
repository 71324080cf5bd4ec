import { readFileSync, statSync } from 'node:fs';
import { isExpired, names, type KnownFailure } from '../verdict/known-failures.ts';
import { didYouMean, ConfigurationError, configurationErrors } from '../errors.ts';
import { readYaml, validateFile, type YamlFile } from '../spec-loader/yaml-file.ts';

const SCHEMA = new URL('../../specs/known-failures.schema.json', import.meta.url);

/** What an entry can name: a requirement of any vendor at hand, whether it is judged in this run or not. */
export interface Nameable {
  readonly id: string;
  /** Argued to be untestable. */
  readonly excluded: boolean;
}

/** A list of known failures, and what its reader should know about it. */
export interface KnownFailureList {
  readonly entries: readonly KnownFailure[];
  readonly notices: readonly string[];
}

/**
 * Reads a list of known failures. A file of nothing but comments is an empty list: what is left once all are mended.
 * @param path as the operator named it
 * @param requirements of every vendor at hand
 * @param at ISO instant of the run, by which an entry has expired or not
 * @throws ConfigurationError that names every mistake with file, line and the likely typo
 */
export function readKnownFailures(path: string, requirements: readonly Nameable[], at: string): KnownFailureList {
  const file = read(path);
  const entries = (file.value ?? []) as readonly KnownFailure[];
  const mistakes = entries.flatMap((entry, index) => mistakesOf(entry, index, entries, requirements, file));
  if (mistakes.length > 0) throw configurationErrors(mistakes);
  return {
    entries,
    notices: entries.flatMap((entry, index) => noticesOf(entry, file.where([index]), requirements, at)),
  };
}

function read(path: string): YamlFile {
  assertFile(path);
  const file = readYaml(path, path);
  if (file.value === null) return file;
  try {
    validateFile(file, JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
    return file;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // Names the list position for the reader: "0." becomes "entry 1:".
    throw new ConfigurationError(error.message.replace(/^(.*:\d+: )(\d+)[. ]/gm, asEntry));
  }
}

const asEntry = (_: string, where: string, index: string): string => `${where}entry ${String(Number(index) + 1)}: `;

function assertFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return;
  const what = stats ? 'which is not a file' : 'which does not exist';
  throw new ConfigurationError(
    `--known-failures names ${JSON.stringify(path)}, ${what}: it takes a YAML list of known failures.`,
  );
}

function mistakesOf(
  { requirement, expires }: KnownFailure,
  index: number,
  entries: readonly KnownFailure[],
  requirements: readonly Nameable[],
  file: YamlFile,
): string[] {
  const mistakes: string[] = [];
  const at = (key: keyof KnownFailure): string => file.where([index, key]);
  if (!isDate(expires))
    mistakes.push(`${at('expires')}: "${expires}" is not a date; give the last day that counts, such as 2026-12-31`);
  if (entries.findIndex((one) => one.requirement === requirement) < index)
    mistakes.push(`${at('requirement')}: "${requirement}" is listed twice`);
  if (!requirements.some(({ id }) => names({ requirement }, id))) {
    const ids = requirements.map(({ id }) => id);
    mistakes.push(`${at('requirement')}: "${requirement}" is not a requirement${didYouMean(requirement, ids)}`);
  }
  return mistakes;
}

/** An ISO day that the calendar has. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function noticesOf(entry: KnownFailure, where: string, requirements: readonly Nameable[], at: string): string[] {
  if (isExpired(entry, at))
    return [`${where}: the known failure "${entry.requirement}" expired on ${entry.expires} and is ignored.`];
  if (requirements.some(({ id, excluded }) => !excluded && names(entry, id))) return [];
  return [`${where}: "${entry.requirement}" is excluded from tests, so this entry has no effect.`];
}
