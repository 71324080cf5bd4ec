import { named, type Fault, type Hand } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import type { Place } from './schema-location.ts';
import { largeNumber } from '../../random.ts';
import { limit } from './schema.ts';
import { otherCase, resized, withIllegalCharacter } from './string-mutation.ts';

/** A list of ids has room for one more than usual; else one more would be a second fault. */
function hasRoom({ list, usualIds }: Ground): boolean {
  return list !== undefined && usualIds < (limit(list.array.schema, 'maxItems') ?? Infinity);
}

function shortened(id: unknown, place: Place, hand: Hand): string | undefined {
  const min = limit(place.schema, 'minLength');
  return typeof id === 'string' && min !== undefined && min > 0
    ? resized(id, min - 1, place.schema, hand.random)
    : undefined;
}

const illegal = (id: string, { schema }: Place): string | undefined => withIllegalCharacter(id, schema);

/**
 * `beside`: a good id and a bad element, in both orders. The bad one is made of a second id that the draft brings: made
 * of the good one it would name the same user twice, and made up here it could be somebody's.
 */
export function beside(ground: Ground): Fault[] {
  const { list } = ground;
  if (!list || !hasRoom(ground)) return [];
  const { array, element } = list;
  /** Of a second id, which the draft then brings, or of nothing. */
  const kinds: Readonly<Record<string, { ids: number; make: (second: unknown, hand: Hand) => unknown }>> = {
    null: { ids: 0, make: () => null },
    number: { ids: 0, make: (_, hand) => largeNumber(hand.random) },
    short: { ids: 1, make: (second, hand) => shortened(second, element, hand) },
    illegal: { ids: 1, make: (second) => (typeof second === 'string' ? illegal(second, element) : undefined) },
  };
  return Object.entries(kinds).flatMap(([kind, { ids, make }]) =>
    (['first', 'last'] as const).map((position): Fault => ({
      name: `beside.${kind}-${position}`,
      description: `a bad element (${kind}) comes ${position}, next to a valid id`,
      place: array,
      expect: 'broken',
      ids: ground.usualIds + ids,
      edit: (value, hand) => {
        if (!Array.isArray(value)) return undefined;
        const elements: unknown[] = ids === 0 ? value : value.slice(0, -ids);
        const bad = make(value.at(-1), hand);
        if (bad === undefined) return undefined;
        return position === 'first' ? [bad, ...elements] : [...elements, bad];
      },
    })),
  );
}

/** `duplicate`: one id named twice, in the same letters or in the other case. */
export function duplicates(ground: Ground): Fault[] {
  const { list } = ground;
  if (!list || !hasRoom(ground)) return [];
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
      place: list.array,
      edit: (value) => again(value, (id) => id),
    },
    {
      name: named('duplicate.other-case', list.element),
      description: 'the same id twice, once in the other letter case',
      place: list.array,
      expect: 'valid',
      edit: (value) => again(value, respelled),
    },
  ];
}
