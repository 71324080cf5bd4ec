import type { Schema } from '../types.ts';
import { sampleRegex } from './regex-sampler.ts';
import { escape } from './schema-location.ts';
import type { Random } from '../../random.ts';
import { both, bound, flat, isSchema, limit, patternOf, typesOf } from './schema.ts';
import { lengthOf, within } from './string-mutation.ts';

export interface SampleOptions {
  readonly random: Random;
  /** Whether properties that may be absent are made too. */
  readonly optional: boolean;
  /** How many elements the array at a JSON Pointer gets; undefined leaves it to the schema. */
  count(pointer: string): number | undefined;
}

const HEX = Array.from('0123456789abcdef');

/** Values of the formats that only a certain shape meets. */
const FORMATS: Readonly<Record<string, (random: Random) => string>> = {
  uuid: (random) => '????????-????-4???-a???-????????????'.replaceAll('?', () => random.pick(HEX)),
  email: (random) => `${random.word(10)}@example.com`,
  uri: (random) => `https://example.com/${random.word(10)}`,
  hostname: (random) => `${random.word(10)}.example.com`,
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  date: (random) => `20${random.integer(10, 29)}-01-${random.integer(10, 28)}`,
  'date-time': (random) => `20${random.integer(10, 29)}-01-${random.integer(10, 28)}T12:00:00Z`,
};

function text(schema: Schema, random: Random): string | undefined {
  const pattern = patternOf(schema);
  const usual = within(schema, 'Length', 12);
  const least = limit(schema, 'minLength') ?? 0;
  const most = limit(schema, 'maxLength') ?? Infinity;
  const format = FORMATS[String(schema['format'])];
  // A published example is a last resort, and only where it keeps the rules it illustrates: some do not.
  const fits = (value: unknown): value is string =>
    typeof value === 'string' && lengthOf(value) >= least && lengthOf(value) <= most && (pattern?.test(value) ?? true);
  const made = [
    format?.(random),
    // A pattern that a UUID meets was meant for one, however much else it lets through.
    pattern && FORMATS['uuid']?.(random),
    pattern ? sampleRegex(pattern, random, usual, most) : random.word(usual),
    pattern && sampleRegex(pattern, random, least, most),
  ];
  return [...made, schema['example'], ...[schema['examples']].flat(), schema['default']].find(fits);
}

function number(schema: Schema, random: Random): number {
  const least = bound(schema, 'minimum');
  const most = bound(schema, 'maximum');
  const step = limit(schema, 'multipleOf') ?? (schema['type'] === 'integer' ? 1 : undefined);
  if (step === undefined) {
    if (least && most) return (least.value + most.value) / 2;
    if (least) return least.value + 1;
    return most ? most.value - 1 : random.integer(1, 1000);
  }
  if (least) {
    const first = Math.ceil(least.value / step) * step;
    return least.open && first === least.value ? first + step : first;
  }
  if (!most) return random.integer(1, 1000) * step;
  const last = Math.floor(most.value / step) * step;
  return most.open && last === most.value ? last - step : last;
}

function object(schema: Schema, pointer: string, options: SampleOptions): object | undefined {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const made: [string, unknown][] = [];
  for (const name of new Set([...required, ...(options.optional ? Object.keys(properties) : [])])) {
    const inner = Object.hasOwn(properties, name) && isSchema(properties[name]) ? properties[name] : {};
    const value = sample(inner, options, `${pointer}/${escape(name)}`);
    if (value !== undefined) made.push([name, value]);
    else if (required.includes(name)) return undefined;
  }
  return Object.fromEntries(made);
}

function array(schema: Schema, pointer: string, options: SampleOptions): unknown[] | undefined {
  const length = options.count(pointer) ?? within(schema, 'Items', 1);
  const items = isSchema(schema['items']) ? schema['items'] : {};
  const made = Array.from({ length }, () => sample(items, options, `${pointer}/-`));
  return made.includes(undefined) ? undefined : made;
}

/**
 * Makes a value that conforms to a schema, as far as this small maker understands it; the caller validates it with ajv.
 * @returns undefined where it knows no way.
 */
export function sample(schema: Schema, options: SampleOptions, pointer = ''): unknown {
  if (pointer.split('/').length > 12) return undefined; // a schema that contains itself
  const { oneOf, anyOf, ...rest } = flat(schema);
  if ('const' in rest) return rest['const'];
  if (Array.isArray(rest['enum'])) return rest['enum'].find((value) => value !== null);
  const branches = [oneOf, anyOf].find((list) => Array.isArray(list)) as unknown[] | undefined;
  if (branches) {
    return branches
      .filter(isSchema)
      .map((branch) => sample(both(rest, flat(branch)), options, pointer))
      .find((value) => value !== undefined && value !== null);
  }
  const type = typesOf(rest).find((each) => each !== 'null');
  if (type === 'array' || (type === undefined && 'items' in rest)) return array(rest, pointer, options);
  if (type === 'object' || (type === undefined && 'properties' in rest)) return object(rest, pointer, options);
  if (type === 'number') return number(rest, options.random);
  if (type === 'boolean') return options.random.pick([true, false]);
  return text(rest, options.random);
}
