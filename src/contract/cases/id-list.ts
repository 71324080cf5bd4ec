import { named, type Fault, type EditContext } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import type { SchemaLocation } from './schema-location.ts';
import { largeNumber } from '../../random.ts';
import { limit } from './schema.ts';
import { otherCase, resized, withIllegalCharacter } from './string-mutation.ts';

/** A list of ids has room for one more than usual; else one more would be a second fault. */
function hasRoom({ list, usualIds }: GenerationContext, more = 1): boolean {
  return list !== undefined && usualIds + more <= (limit(list.array.schema, 'maxItems') ?? Infinity);
}

function shortened(id: unknown, location: SchemaLocation, context: EditContext): string | undefined {
  const min = limit(location.schema, 'minLength');
  return typeof id === 'string' && min !== undefined && min > 0
    ? resized(id, min - 1, location.schema, context.random)
    : undefined;
}

const illegal = (id: string, { schema }: SchemaLocation): string | undefined => withIllegalCharacter(id, schema);

/** More than the sizes up to which lists are often handled one by one, and beyond which in bulk. */
const LONG = 60;

/**
 * `beside`: a good id and a bad element, in both orders. The bad one is made of a second id that the draft brings: made
 * of the good one it would name the same user twice, and made up here it could be somebody's.
 */
export function mixedBatch(context: GenerationContext): Fault[] {
  const { list } = context;
  if (!list || !hasRoom(context)) return [];
  const { array, element } = list;
  /** Of a second id, which the draft then brings, or of nothing. */
  const kinds: Readonly<Record<string, { ids: number; make: (second: unknown, context: EditContext) => unknown }>> = {
    null: { ids: 0, make: () => null },
    number: { ids: 0, make: (_, context) => largeNumber(context.random) },
    short: { ids: 1, make: (second, context) => shortened(second, element, context) },
    illegal: { ids: 1, make: (second) => (typeof second === 'string' ? illegal(second, element) : undefined) },
  };
  const inLong: Fault = {
    name: 'mixed.short-in-a-long-list',
    description: `a bad element (short) comes last in a list of more than ${LONG}`,
    location: array,
    expect: 'broken',
    ids: context.usualIds + LONG,
    edit: (value, context) => {
      if (!Array.isArray(value)) return undefined;
      const bad = shortened(value.at(-1), element, context);
      return bad === undefined ? undefined : [...(value as unknown[]).slice(0, -1), bad];
    },
  };
  const short = Object.entries(kinds).flatMap(([kind, { ids, make }]) =>
    (['first', 'last'] as const).map((position): Fault => ({
      name: `mixed.${kind}-${position}`,
      description: `a bad element (${kind}) comes ${position}, next to a valid id`,
      location: array,
      expect: 'broken',
      ids: context.usualIds + ids,
      edit: (value, context) => {
        if (!Array.isArray(value)) return undefined;
        const elements: unknown[] = ids === 0 ? value : value.slice(0, -ids);
        const bad = make(value.at(-1), context);
        if (bad === undefined) return undefined;
        return position === 'first' ? [bad, ...elements] : [...elements, bad];
      },
    })),
  );
  return hasRoom(context, LONG) ? [...short, inLong] : short;
}

/** `duplicate`: one id named twice, in the same letters or in the other case. */
export function duplicates(context: GenerationContext): Fault[] {
  const { list } = context;
  if (!list || !hasRoom(context)) return [];
  const again = (value: unknown, spell: (id: unknown) => unknown): unknown => {
    if (!Array.isArray(value)) return undefined;
    const elements: unknown[] = value;
    const second = spell(elements[0]);
    return second === undefined ? undefined : [...elements, second];
  };
  const respelled = (id: unknown): string | undefined =>
    typeof id === 'string' && otherCase(id) !== id ? otherCase(id) : undefined;
  return [
    {
      name: named('duplicate.same', list.element),
      description: 'the same id twice',
      location: list.array,
      edit: (value) => again(value, (id) => id),
    },
    {
      name: named('duplicate.other-case', list.element),
      description: 'the same id twice, once in the other letter case',
      location: list.array,
      expect: 'valid',
      edit: (value) => again(value, respelled),
    },
  ];
}
