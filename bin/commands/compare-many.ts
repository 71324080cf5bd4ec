import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { print } from '../../reporters/print.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { derive, readBack } from '../../src/evidence/redacted.ts';
import { boundary } from '../../src/session/redaction.ts';
import { readRedacted, writePage } from '../write-page.ts';

/** Whether a path is a folder. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/**
 * The results of a folder of dated results: `<name>/results.json` in it, else every `.json` file in it.
 * @throws ConfigurationError where there are fewer than two, or the folder cannot be read
 */
export function resultsIn(folder: string): string[] {
  const names = entriesOf(folder);
  const reports = names.map((name) => join(folder, name, 'results.json')).filter((file) => existsSync(file));
  const files =
    reports.length > 0
      ? reports
      : names.filter((name) => /^[^.].*\.json$/.test(name) && name !== 'badge.json').map((name) => join(folder, name));
  if (files.length >= 2) return files;
  throw new ConfigurationError(
    `"${folder}" holds ${files.length === 0 ? 'no results' : 'one result'}: compare takes a folder with at least two, as <name>/results.json or <name>.json.`,
  );
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(`"${folder}" cannot be read (${code ?? 'unknown error'}).`);
  }
}

/**
 * Puts several results next to each other, prints what differs, and writes the page.
 * @param isHistory whether they are those of one folder: then they are put into the order of time
 * @throws ConfigurationError where a file cannot be read or written
 */
export async function compareSeveral(files: readonly string[], isHistory: boolean, out: string): Promise<void> {
  const { compareMany } = await import('../../reporters/compare/many.ts');
  const { manyHtml } = await import('../../reporters/compare/many-html.ts');
  const { manyText } = await import('../../reporters/compare/many-text.ts');
  const runs = files.map((file, n) => ({
    name: boundary.text(namesOf(files)[n] ?? file),
    results: readRedacted(file),
  }));
  const table = derive(readBack(runs), (all) => compareMany(all, isHistory));
  writePage(out, derive(table, manyHtml), files);
  print(boundary.text(`${manyText(table)}Comparison: ${out}`));
}

/** The folder of a `results.json`, the name of another file; the whole path where that would name two alike. */
function namesOf(files: readonly string[]): string[] {
  const short = files.map((file) =>
    basename(file) === 'results.json' ? basename(dirname(file)) : basename(file, '.json'),
  );
  return short.map((name, n) =>
    short.filter((one) => one === name).length > 1 || name === '.' ? (files[n] ?? '') : name,
  );
}
