import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import { ConfigurationError } from '../errors.ts';
import type { Claimed, Requirement } from './requirements/index.ts';

/** A requirement of a file, unchanged. */
export interface ExistingRequirement extends Claimed {
  readonly id: string;
  readonly with?: unknown;
  readonly expect?: unknown;
}

/** Rows that a file does not have: neither by their id nor, without cases, by what they check and expect. */
export function missingRequirements(
  requirements: readonly Requirement[],
  existing: readonly ExistingRequirement[],
): Requirement[] {
  const signature = (one: { check?: string; with?: unknown; expect?: unknown }): string =>
    JSON.stringify([one.check, one.with ?? null, one.expect]);
  const ids = new Set(existing.map(({ id }) => id));
  const known = new Set(existing.filter(({ cases }) => cases === undefined).map(signature));
  return requirements.filter(
    (requirement) =>
      !ids.has(requirement.id) && (requirement.cases !== undefined || !known.has(signature(requirement))),
  );
}

/**
 * A file of requirements with these requirements behind its own; not a byte of what is there changes.
 * @param text undefined where there is no file yet
 * @throws ConfigurationError where the file has no list of requirements
 */
export function withRequirements(text: string | undefined, requirements: readonly Requirement[], name: string): string {
  if (requirements.length === 0) return text ?? 'requirements: []\n';
  if (text === undefined) return `requirements:\n${listed(requirements, 2)}`;
  const document = parseDocument(text);
  const list = isMap(document.contents) ? document.contents.get('requirements', true) : undefined;
  if (!isSeq(list) || list.flow || !list.range)
    throw new ConfigurationError(`${name} has no list "requirements" that requirements can be added to.`);
  const [from, to] = list.range;
  const indent = from - (text.lastIndexOf('\n', from - 1) + 1);
  const before = text.slice(0, to).replace(/\s*$/, '\n');
  return `${before}${listed(requirements, indent)}${text.slice(to)}`;
}

function listed(requirements: readonly Requirement[], indent: number): string {
  const text = stringify(requirements, { lineWidth: 0, aliasDuplicateObjects: false });
  return text.replace(/^(?=.)/gm, ' '.repeat(indent));
}
