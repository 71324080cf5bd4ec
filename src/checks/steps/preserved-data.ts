import { isDeepStrictEqual } from 'node:util';
import { jsonpath, type JSONValue } from 'json-p3';
import type { Exchange } from '../../http/types.ts';
import type { Preserved } from '../../spec-loader/types.ts';
import type { ReadResult, User, UserObservation } from '../../users/types.ts';
import { bodyOf } from './response-facts.ts';

/** Things of one kind that a look shows. */
interface Kept {
  readonly what: string;
  readonly values: readonly string[];
}

/** A plain look at a user who is seen living, as what it has read. */
export function asRead(exchange: Exchange): ReadResult {
  return { name: exchange.operation ?? '', state: 'living', body: bodyOf(exchange) };
}

/** What a look shows of what must not be lost: the things that the profile names, and each read that shows the user. */
export function keptIn({ reads = [] }: Pick<UserObservation, 'reads'>, preserved: readonly Preserved[]): Kept[] {
  const living = reads.filter(({ state }) => state === 'living');
  return [
    { what: 'reads that show the user', values: living.map(({ name }) => name) },
    ...preserved.map(({ what, operation, at, valueMoves = false }) => {
      const body = living.find(({ name }) => name === operation)?.body;
      const values = valuesAt(body, at)
        .filter(isSomething)
        .map((value) => JSON.stringify(value));
      return { what, values: valueMoves ? values.map((_, index) => `number ${index + 1}`) : values };
    }),
  ];
}

/** Whether a look shows something of each kind that the profile names, and all that the user was given. */
export function hasAll(look: UserObservation, { marks = [] }: User, preserved: readonly Preserved[]): boolean {
  const given = marks.filter((mark) => mark !== undefined);
  return (
    keptIn(look, preserved).every(({ values }) => values.length > 0) &&
    given.every((mark) => look.markers.some((one) => isDeepStrictEqual(one, mark)))
  );
}

/** What was there in every earlier look and is not in a later one: "linked merchants: 45". */
export function lostIn(earlier: readonly (readonly Kept[])[], later: readonly Kept[]): string[] {
  const [first = [], ...others] = earlier;
  return first.flatMap(({ what, values }, kind) => {
    const wanted = values.filter((value) => others.every((look) => look[kind]?.values.includes(value)));
    const missing = wanted.filter((value) => !later[kind]?.values.includes(value));
    return missing.length === 0 ? [] : [`${what}: ${missing.join(', ')}`];
  });
}

type Reads = Pick<UserObservation, 'reads'>;

/**
 * Places whose values differ between two looks, the order of lists left aside: `accounts_get $[].merchant.name`. A read that
 * did not show the user in the first look, of a replica that is behind or with a filter, shows nothing about a change (A45).
 */
export function changedPlaces(one: Reads, other: Reads): string[] {
  const showing = new Set((one.reads ?? []).flatMap(({ name, state }) => (state === 'living' ? [name] : [])));
  const shown = ({ reads = [] }: Reads) => placesOf(reads.filter(({ name }) => showing.has(name)));
  const [before, after] = [shown(one), shown(other)];
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((place) => sorted(before.get(place)) !== sorted(after.get(place)));
}

const sorted = (values: readonly string[] = []): string => JSON.stringify([...values].sort());

/** The values, as JSON, at each place of what was read. */
export function placesOf(reads: readonly ReadResult[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const walk = (place: string, value: unknown): void => {
    if (Array.isArray(value)) value.forEach((one) => walk(`${place}[]`, one));
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(`${place}.${name}`, one);
    else places.set(place, [...(places.get(place) ?? []), JSON.stringify(value)]);
  };
  for (const { name, body } of reads) walk(`${name} $`, body);
  return places;
}

/** A place that is still there and shows nothing any more is a loss. */
const isSomething = (value: unknown): boolean => value !== null && value !== '';

function valuesAt(body: unknown, at: string): unknown[] {
  if (body === undefined) return [];
  try {
    return jsonpath.query(at, body as JSONValue).values();
  } catch {
    return []; // A body too large or too deep for the query shows nothing that could be lost.
  }
}
