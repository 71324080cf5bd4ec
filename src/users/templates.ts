import { createHash } from 'node:crypto';
import { idsPlaceOf } from '../contract/ids-place.ts';
import type { Schema } from '../contract/types.ts';
import {
  bitsOf,
  drawn,
  drawnFromPattern,
  ENOUGH_BITS,
  PLACEHOLDER,
  templateMistake,
} from '../spec-loader/id-templates.ts';
import type { UsersProfile, Vendor } from '../spec-loader/types.ts';
import type { Draw } from './types.ts';
import { NotJudgedError } from './not-judged-error.ts';
import { suiteError } from '../verdict/not-judged.ts';

/** What placeholders with an argument, and samples of the pattern of ids, are drawn from. */
const SOURCE = Symbol('source');

/** What the placeholders of the profile's templates represent. */
export type TemplateVariables = Readonly<Record<string, unknown>> & {
  readonly [SOURCE]?: { readonly random: Buffer; readonly idSchema: Schema };
};

/** The variables of one user of a vendor, whose contract gives ids a form: see {@link newTemplateVariables}. */
export function newVariablesOf(
  { profile, contract }: Pick<Vendor, 'profile' | 'contract'>,
  runPrefix: string,
  draw: Draw,
): TemplateVariables {
  const { deletion } = profile;
  return newTemplateVariables(
    runPrefix,
    draw,
    idsPlaceOf(deletion, contract.operations.get(deletion.operation)).schema,
  );
}

/**
 * `{run}`, `{n}`, `{uuid}`, `{UUID}` (in capitals), `{digits}` (40 of them) and `{number}` (16 digits that a double holds)
 * for one user, the same wherever they occur; so are `{digits:8}`, `{chars:12:A-Z2-7}` and `{pattern}`, a sample of the
 * pattern that the contract has for an id. `{n}` is random, not counted. The UUID begins with a letter: what is left of it when it is shortened or altered must not be read as a small
 * number, which could be somebody's id.
 * @param runPrefix what `{run}` represents
 */
export function newTemplateVariables(runPrefix: string, draw: Draw, idSchema: Schema = {}): TemplateVariables {
  const random = draw('id');
  const uuid = uuidOf(random.subarray(0, 16));
  const n = random.subarray(16, 22).toString('hex');
  const numbers = { digits: digitsOf(random), number: numberOf(random) };
  return { run: runPrefix, n, uuid, UUID: uuid.toUpperCase(), ...numbers, [SOURCE]: { random, idSchema } };
}

/** Forty decimal digits, which hold more than 122 random bits; the first is no zero, the last a five: its neighbours differ in that alone. */
function digitsOf(random: Buffer): string {
  const large = BigInt(`0x${createHash('sha512').update(random).digest('hex')}`);
  return `${10n ** 38n + (large % (9n * 10n ** 38n))}5`;
}

/** A whole number from 10^15 that a double holds exactly, as a text. */
function numberOf(random: Buffer): string {
  const least = 10n ** 15n;
  return String(least + (random.readBigUInt64BE(8) % (BigInt(Number.MAX_SAFE_INTEGER) - least)));
}

/** Version 4, of which 120 bits are random (RFC 9562, 5.4), the first digit being a letter. */
function uuidOf(random: Buffer): string {
  const bytes = Buffer.from(random);
  const first = bytes.readUInt8(0);
  bytes.writeUInt8(((10 + ((first >> 4) % 6)) << 4) | (first & 0x0f), 0);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Fills the placeholders of a template.
 * @throws NotJudgedError (`error`) for a placeholder that has no value here.
 */
export function fillText(template: string, variables: TemplateVariables): string {
  return template.replace(PLACEHOLDER, (_, name: string, argument?: string) =>
    String(valueOf(name, variables, argument)),
  );
}

/** Fills every template of a set: parameters of a path or a query, by name. */
export function fillAll(
  templates: Readonly<Record<string, string>> = {},
  variables: TemplateVariables,
): Record<string, string> {
  return Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, fillText(template, variables)]));
}

/**
 * Fills the template of an id, which must be a random one: any other could be somebody's, but for the constants that the
 * profile names as nobody's.
 * @throws NotJudgedError (`error`) where it is not, or as {@link fillText} does.
 */
export function fillId(
  template: string,
  variables: TemplateVariables,
  { nobody = [] }: Pick<UsersProfile['ids'], 'nobody'> = {},
): string {
  if (bitsOf(template) >= ENOUGH_BITS || templateMistake(template) === undefined) return fillText(template, variables);
  if (nobody.some(({ id }) => id === template)) return template;
  const message =
    `The id ${JSON.stringify(template)} is not random and could be somebody's: put {run} or {uuid} into it, or name it ` +
    'under users.ids.nobody of profile.yaml with the reason why nobody has it.';
  throw new NotJudgedError(suiteError(message));
}

/**
 * Fills the placeholders of every text in a JSON value; one that is a whole text keeps its word's own type.
 * @throws NotJudgedError (`error`) for a placeholder that has no value here.
 */
export function fillBody(value: unknown, variables: TemplateVariables): unknown {
  if (typeof value === 'string') {
    const [, whole, argument] = /^\{(\w+)(?::([^{}]*))?\}$/.exec(value) ?? [];
    return whole === undefined ? fillText(value, variables) : valueOf(whole, variables, argument);
  }
  if (Array.isArray(value)) return value.map((one) => fillBody(one, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fillBody(one, variables)]));
}

function valueOf(name: string, variables: TemplateVariables, argument?: string): unknown {
  const source = variables[SOURCE];
  const made =
    argument === undefined
      ? (variables[name] ??
        (name === 'pattern' && source ? drawnFromPattern(source.idSchema, source.random) : undefined))
      : source && drawn(name, argument, source.random);
  if (made !== undefined) return made;
  const known = Object.keys(variables).filter((one) => variables[one] !== undefined);
  const what = argument === undefined ? name : `${name}:${argument}`;
  throw new NotJudgedError(
    suiteError(`profile.yaml: {${what}} is unknown; known are ${known.map((one) => `{${one}}`).join(', ')}.`),
  );
}
