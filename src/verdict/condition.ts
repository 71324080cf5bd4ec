import { compileExpectedSchema } from '../contract/validator.ts';
import { valuesAt } from '../contract/json-pointer.ts';
import type { Condition, Facts } from './types.ts';

/** One key of a condition that the facts do not meet. */
export interface Violation {
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
}

const STATUS_CLASS = /^[1-5]xx$/;

/** What a value that is no string is described by at most, in characters. */
const LONGEST = 200;

/** Cuts the description of a value that is too long to be read. */
export function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/**
 * Keys of a condition that do not hold, in the order in which the condition states them.
 * @param shorten what the description of a value goes through, which may be long
 */
export function violations(condition: Condition, facts: Facts, shorten = cut): Violation[] {
  return Object.entries(condition)
    .filter(([key, wanted]) => !holds(key, wanted, facts))
    .map(([key, wanted]) => ({
      key,
      expected: describeWanted(wanted),
      actual: describeValues(factsAt(facts, key), shorten),
    }));
}

/** Whether the facts meet all of a condition. */
export function matches(condition: Condition, facts: Facts): boolean {
  return Object.entries(condition).every(([key, wanted]) => holds(key, wanted, facts));
}

/** The fact that a key of a condition needs: a JSON Pointer reads the body. */
export function factNeeded(key: string): string {
  return isPointer(key) ? 'body' : key;
}

/** Whether a check that reported these facts showed anything about this condition. */
export function isAnsweredBy(condition: Condition, facts: Facts): boolean {
  return Object.keys(condition).every((key) => factNeeded(key) in facts);
}

/** The statuses that a condition's `status` accepts, as a test; undefined where it names none. */
export function acceptedStatus(condition: Condition): ((status: number) => boolean) | undefined {
  const wanted = condition['status'];
  return wanted === undefined ? undefined : (status) => meets(wanted, status);
}

/** "status 400, /error_code USER_NOT_FOUND". */
export function describeCondition(condition: Condition): string {
  return Object.entries(condition)
    .map(([key, wanted]) => `${key} ${describeWanted(wanted)}`)
    .join(', ');
}

/** Whether one of the values that a key names meets what is wanted; a place that is absent has the value undefined. */
function holds(key: string, wanted: unknown, facts: Facts): boolean {
  return factsAt(facts, key).some((value) => meets(wanted, value));
}

/** The values that a key names, at least one: `*` in a pointer represents every element of a list. */
function factsAt(facts: Facts, key: string): unknown[] {
  return isPointer(key) ? valuesAt(facts['body'], key) : [facts[key]];
}

// The empty pointer would name the whole body; the fact `body` states that already.
const isPointer = (key: string): boolean => key.startsWith('/');

function meets(wanted: unknown, actual: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.some((one) => meets(one, actual));
  if (wanted !== null && typeof wanted === 'object')
    return actual !== undefined && compileExpectedSchema(wanted as Record<string, unknown>)(actual).length === 0;
  // Stryker disable next-line ConditionalExpression: the type is for the compiler; no other scalar reads like `4xx`.
  if (typeof wanted === 'string' && STATUS_CLASS.test(wanted))
    return typeof actual === 'number' && Math.floor(actual / 100) === Number(wanted[0]);
  return wanted === actual;
}

function describeWanted(wanted: unknown): string {
  if (Array.isArray(wanted)) return wanted.map(describeWanted).join(' or ');
  if (wanted !== null && typeof wanted === 'object') return describeSchema(wanted as Record<string, unknown>);
  return String(wanted);
}

function describeSchema(schema: Record<string, unknown>): string {
  const rest = Object.entries(schema).filter(([key]) => key !== 'type');
  const type = typeof schema['type'] === 'string' ? `a ${schema['type']}` : 'a value';
  return rest.length === 0 ? type : `${type} with ${rest.map(([k, v]) => `${k} ${JSON.stringify(v)}`).join(', ')}`;
}

function describeValues(values: readonly unknown[], shorten: (text: string) => string): string {
  return [...new Set(values.map((value) => describeValue(value, shorten)))].join(' and ');
}

function describeValue(value: unknown, shorten: (text: string) => string): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'string') return value === '' ? '""' : value;
  return shorten(JSON.stringify(value));
}
