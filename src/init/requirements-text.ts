import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import { ConfigurationError } from '../errors.ts';
import type { Claimed, Row } from './rows/index.ts';

/** A row of a file, unchanged. */
export interface ExistingRow extends Claimed {
  readonly id: string;
  readonly with?: unknown;
  readonly expect?: unknown;
}

/** Rows that a file does not have: neither by their id nor, without cases, by what they check and expect. */
export function missingRows(rows: readonly Row[], existing: readonly ExistingRow[]): Row[] {
  const signature = (one: { check?: string; with?: unknown; expect?: unknown }): string =>
    JSON.stringify([one.check, one.with ?? null, one.expect]);
  const ids = new Set(existing.map(({ id }) => id));
  const known = new Set(existing.filter(({ cases }) => cases === undefined).map(signature));
  return rows.filter((row) => !ids.has(row.id) && (row.cases !== undefined || !known.has(signature(row))));
}

/**
 * A file of requirements with these rows behind its own; not a byte of what is there changes.
 * @param text undefined where there is no file yet
 * @throws ConfigurationError where the file has no list of requirements
 */
export function withRows(text: string | undefined, rows: readonly Row[], name: string): string {
  if (rows.length === 0) return text ?? 'requirements: []\n';
  if (text === undefined) return `requirements:\n${listed(rows, 2)}`;
  const document = parseDocument(text);
  const list = isMap(document.contents) ? document.contents.get('requirements', true) : undefined;
  if (!isSeq(list) || list.flow || !list.range)
    throw new ConfigurationError(`${name} has no list "requirements" that rows can be added to.`);
  const [from, to] = list.range;
  const indent = from - (text.lastIndexOf('\n', from - 1) + 1);
  const before = text.slice(0, to).replace(/\s*$/, '\n');
  return `${before}${listed(rows, indent)}${text.slice(to)}`;
}

function listed(rows: readonly Row[], indent: number): string {
  const text = stringify(rows, { lineWidth: 0, aliasDuplicateObjects: false });
  return text.replace(/^(?=.)/gm, ' '.repeat(indent));
}
