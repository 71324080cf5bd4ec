import { areNumbers } from '../ids-place.ts';
import { caseOf, describe, named } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { placeOfId, withRawId } from './id-place.ts';
import { largeNumber } from '../../random.ts';
import { patternOf } from './schema.ts';
import type { RequestCase } from './types.ts';

/** What some language or store takes for nothing, for everybody, or for any text that is no number. */
const VALUES: Readonly<Record<string, unknown>> = {
  zero: 0,
  one: 1,
  false: false,
  'zero-text': '0',
  'false-text': 'false',
  'null-text': 'null',
  'empty-array': [],
  'empty-object': {},
};

/** `confused-value`: values in the place of an id that a loose comparison confuses with others (A50). */
export function confusingValues(context: GenerationContext): RequestCase[] {
  const location = placeOfId(context);
  const values = Object.entries(VALUES).flatMap(([variant, value]) =>
    caseOf(context, {
      name: named(`confused-value.${variant}`, location),
      description: `${describe(location)} is ${JSON.stringify(value)}`,
      location,
      // A number that the contract allows is somebody's id.
      ...(areNumbers(location) ? { expect: 'broken' } : {}),
      edit: () => value,
    }),
  );
  // Ids that callers choose begin with more digits: see {@link leadingNumber}.
  const leading = patternOf(location.schema)
    ? caseOf(context, {
        name: named('confused-value.leading-digits', location),
        description: `${describe(location)} is the number with which the id begins`,
        location,
        expect: 'broken',
        edit: (value) => Number(DIGITS.exec(String(value))?.[0] ?? 0),
      })
    : [];
  const infinite = withRawId(context, {
    name: named('confused-value.infinite', location),
    description: `${describe(location)} is the number 1e400, which no double holds`,
    write: () => Buffer.from('1e400'),
  });
  return [...values, ...leading, ...infinite];
}

/** What a cast to a number reads of a text. */
const DIGITS = /^\d{1,8}/;

/** Digits at the beginning of an id that a double holds exactly, and that are too many to be anybody's number. */
const LEADING = /^[1-9]\d{15}(?!\d)/;

/**
 * `leading-number`: the number with which the named id begins. A comparison that makes a number of the text finds them
 * equal. Ids that the contract gives a form do not begin with that many digits.
 */
export function leadingNumber(context: GenerationContext): RequestCase[] {
  const location = placeOfId(context);
  if (patternOf(location.schema)) return [];
  return caseOf(context, {
    name: named('leading-number', location),
    description: `${describe(location)} is the number with which the id begins`,
    location,
    expect: 'broken',
    edit: (value, { random }) => Number(LEADING.exec(String(value))?.[0] ?? largeNumber(random)),
  });
}
