import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigurationError, configurationErrors, didYouMean } from '../errors.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Vendor } from './types.ts';
import { readYaml, validateFile, type YamlFile } from './yaml-file.ts';

/** An edition of a vendor's requirements: what counts, frozen by hash. */
export interface Edition {
  /** Such as `2026-12`. */
  readonly name: string;
  /** SHA-256 over its ids and their hashes, in the order of the ids. */
  readonly sha256: string;
  /** By id. */
  readonly digests: ReadonlyMap<string, string>;
  readonly file: YamlFile;
}

const SCHEMA = new URL('../../specs/edition.schema.json', import.meta.url);

/** Names of the editions of a vendor, oldest first; none where it has no folder `editions/`. */
export function editionNames(directory: string, vendor: string): string[] {
  const folder = join(directory, vendor, 'editions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/**
 * Reads one edition.
 * @throws ConfigurationError with file and line where it is not what an edition is
 */
export function readEdition(directory: string, vendor: string, name: string): Edition {
  const label = `${vendor}/editions/${name}.yaml`;
  const file = readYaml(join(directory, vendor, 'editions', `${name}.yaml`), label);
  validateFile(file, JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  const { edition, requirements } = file.value as { edition: string; requirements: Record<string, string> };
  if (edition !== name)
    throw new ConfigurationError(`${file.where(['edition'])}: the edition is called "${edition}", its file "${name}".`);
  return { name, sha256: digestOf(requirements), digests: new Map(Object.entries(requirements)), file };
}

/**
 * A vendor with the requirements marked that are newer than an edition.
 * @param name of the edition; undefined: the newest one, or none where the vendor has none
 * @throws ConfigurationError where the vendor has no such edition, or a requirement is not what the edition froze
 */
export function withEdition(vendor: Vendor, directory: string, name?: string): Vendor {
  const names = editionNames(directory, vendor.name);
  const wanted = name ?? names.at(-1);
  if (wanted === undefined) return vendor;
  if (!names.includes(wanted)) throw unknownEdition(vendor.name, wanted, names);
  const edition = readEdition(directory, vendor.name, wanted);
  const mistakes = [...edition.digests].flatMap(([id, digest]) => changeOf(vendor, id, digest, edition));
  if (mistakes.length > 0) throw configurationErrors(mistakes);
  return {
    ...vendor,
    edition: { name: edition.name, sha256: edition.sha256 },
    requirements: vendor.requirements.map((one) =>
      one.check === undefined || edition.digests.has(one.id) ? one : { ...one, newer: true },
    ),
  };
}

/** The text of an edition that freezes what a vendor requires now. */
export function editionText(vendor: Vendor, name: string): string {
  const lines = vendor.requirements
    .filter(({ check }) => check !== undefined)
    .map((one) => `  ${one.id}: '${requirementDigest(one, vendor)}'\n`)
    .sort();
  return `# Written once by \`npm run edition\`; it never changes. A requirement that changes gets a new id.\nedition: ${name}\nrequirements:\n${lines.join('')}`;
}

/** SHA-256 of what decides a requirement's verdict: level, check, parameters, the names of its cases, clauses. */
function requirementDigest(requirement: Requirement, { casesOf }: Pick<Vendor, 'casesOf'>): string {
  const { level, optional, hazardous, provoking, check, with: parameters, expect, cases } = requirement;
  const names = casesOf(requirement)
    .map((one) => one.name)
    .sort();
  return digestOf({ level, optional, hazardous, provoking, check, with: parameters, cases, names, expect });
}

function changeOf(vendor: Vendor, id: string, digest: string, { file, name }: Edition): string[] {
  const requirement = vendor.requirements.find((one) => one.id === id);
  const where = file.where(['requirements', id]);
  if (requirement?.check === undefined)
    return [`${where}: ${id} is in edition ${name} and not among the requirements: an edition keeps its requirements.`];
  if (requirementDigest(requirement, vendor) === digest) return [];
  return [
    `${where}: ${id} is not what edition ${name} froze: give what changed a new id, and leave this one as it was.`,
  ];
}

function unknownEdition(vendor: string, wanted: string, names: readonly string[]): ConfigurationError {
  const known = names.length > 0 ? `it has ${names.join(', ')}.` : 'it has none.';
  return new ConfigurationError(`${vendor} has no edition "${wanted}"${didYouMean(wanted, names) || `: ${known}`}`);
}

/** Of a value, whatever the order of its properties. */
function digestOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
  return createHash('sha256').update(sorted).digest('hex');
}
