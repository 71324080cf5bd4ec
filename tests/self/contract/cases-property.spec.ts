import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { sampleRegex } from '../../../src/contract/cases/regex-sampler.ts';
import { seeded } from '../../../src/random.ts';
import type { Schema } from '../../../src/contract/types.ts';
import { SLOW } from '../part.ts';
import { bodyOf, draftOf, type Example, judge, casesOf } from './cases-support.ts';

/** A schema, and values that keep it, made apart from the generator under test. */
interface Sort {
  readonly schema: Schema;
  readonly value: fc.Arbitrary<unknown>;
}

const PATTERNS = ['^[a-z]+$', '^[0-9A-Fa-f-]+$', '^usr_[a-z0-9]+', '[A-Z]', '^(?:ab|cd)[^x]*$'];
/** One seed for every run: a failure must be the same tomorrow. Only where thousands of mutants are tried there are fewer. */
const RUNS = { seed: 20240607, numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) };

const plainText: fc.Arbitrary<Sort> = fc
  .tuple(fc.nat(6), fc.nat(12), fc.constantFrom(0, 1, 2, 3))
  .map(([low, more, which]) => {
    const [minLength, maxLength] = [low, low + more];
    const schema = {
      type: 'string',
      ...(which & 1 ? { minLength } : {}),
      ...(which & 2 ? { maxLength } : {}),
    };
    return { schema, value: fc.string({ unit: 'grapheme-ascii', minLength, maxLength }) };
  });

const patterned: fc.Arbitrary<Sort> = fc
  .tuple(fc.constantFrom(...PATTERNS), fc.nat(8), fc.nat(16))
  .map(([pattern, low, more]) => {
    const [minLength, maxLength] = [low, low + 6 + more];
    const value = fc
      .stringMatching(new RegExp(pattern), { maxLength })
      .map((text) => (text.length >= minLength ? text : text + 'abcdefgh'.slice(0, minLength - text.length)))
      .filter((text) => new RegExp(pattern, 'u').test(text) && [...text].length <= maxLength);
    return { schema: { type: 'string', minLength, maxLength, pattern }, value };
  });

const integer: fc.Arbitrary<Sort> = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(20)).map(([minimum, more]) => ({
  schema: { type: 'integer', minimum, maximum: minimum + more },
  value: fc.integer({ min: minimum, max: minimum + more }),
}));

const choice: fc.Arbitrary<Sort> = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 })
  .map((list) => ({ schema: { type: 'string', enum: list }, value: fc.constantFrom(...list) }));

const flag: fc.Arbitrary<Sort> = fc.constant({ schema: { type: 'boolean' }, value: fc.boolean() });

const text = fc.oneof(plainText, patterned);

function listOf(item: Sort, low: number, more: number): Sort {
  const [minItems, maxItems] = [low, low + more];
  return {
    schema: { type: 'array', minItems, maxItems, items: item.schema },
    value: fc.array(item.value, { minLength: minItems, maxLength: maxItems }),
  };
}

function objectOf(properties: Readonly<Record<string, Sort>>, required: readonly string[], open: boolean): Sort {
  const names = Object.keys(properties);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, properties[name]?.schema])),
      ...(required.length > 0 ? { required } : {}),
      ...(open ? {} : { additionalProperties: false }),
    },
    value: fc.record(Object.fromEntries(names.map((name) => [name, (properties[name] as Sort).value])), {
      requiredKeys: [...required],
    }),
  };
}

const { sort } = fc.letrec<{ sort: Sort }>((tie) => ({
  sort: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    integer,
    choice,
    flag,
    fc.tuple(tie('sort'), fc.nat(2), fc.nat(3)).map(([item, low, more]) => listOf(item, low, more)),
    fc
      .tuple(
        fc.dictionary(fc.stringMatching(/^[a-z~/]{1,4}$/), tie('sort'), { maxKeys: 3 }),
        fc.boolean(),
        fc.boolean(),
      )
      .map(([properties, all, open]) => objectOf(properties, all ? Object.keys(properties) : [], open)),
  ),
}));

/** A deletion by one id, somewhere in an object, among other members. */
const one = fc.tuple(text, sort, sort, fc.boolean(), fc.boolean()).map(([id, first, second, deep, open]) => {
  const inner = objectOf(deep ? { id, first } : { id }, ['id'], open);
  const outer = deep ? objectOf({ member: inner, second }, ['member'], open) : objectOf({ id, second }, ['id'], open);
  return { sort: outer, idsAt: deep ? '/member/id' : '/id', many: false };
});

/** A deletion by a list of ids: the body itself. */
const many = fc.tuple(text, fc.integer({ min: 1, max: 3 }), fc.nat(3)).map(([id, low, more]) => ({
  sort: listOf(id, low, more),
  id,
  idsAt: '',
  many: true,
}));

function agrees(example: Example, expected: string, body: (ids: number) => unknown): void {
  const keeps = judge(example.schema, example.options.dialect);
  const cases = casesOf(example);
  if (!cases.some((found) => found.name === expected))
    throw new Error(`${expected} is left out: ${JSON.stringify(example)}`);
  for (const found of cases) {
    if (/^(?:body\.(?!top-level)|undecodable|repeated-member|media-type|method)/.test(found.name)) continue;
    const sent = bodyOf(found.apply(draftOf(body(found.ids))));
    // Not `expect`: it notes a step each time, and there are a hundred thousand of these.
    if (keeps(sent) !== found.conforms) {
      throw new Error(
        `${found.name} is not ${found.conforms ? 'valid' : 'broken'}: ${JSON.stringify({ ...example, sent })}`,
      );
    }
  }
}

for (const dialect of ['3.0', '3.1'] as const) {
  test(`generated objects with an id: every case is what it says (${dialect})`, SLOW, () => {
    const drawn = one.chain((shape) => fc.tuple(fc.constant(shape), shape.sort.value, fc.nat()));
    fc.assert(
      fc.property(drawn, ([{ sort: made, idsAt, many: list }, value, seed]) => {
        if (!judge(made.schema, dialect)(value)) throw new Error('the drawn body must keep the drawn schema');
        agrees(
          { schema: made.schema, options: { idsAt, many: list, seed, dialect }, body: () => value },
          `member-missing:${idsAt}`,
          () => value,
        );
      }),
      RUNS,
    );
  });

  test(`generated lists of ids: every case is what it says (${dialect})`, SLOW, () => {
    const drawn = many.chain((shape) =>
      fc.tuple(fc.constant(shape), fc.array(shape.id.value, { minLength: 8, maxLength: 8 }), fc.nat()),
    );
    fc.assert(
      fc.property(drawn, ([{ sort: made, idsAt, many: list }, ids, seed]) => {
        const body = (count: number): unknown => ids.slice(0, count);
        agrees({ schema: made.schema, options: { idsAt, many: list, seed, dialect }, body }, 'element-null:/-', body);
      }),
      RUNS,
    );
  });
}

test('a string made from a pattern matches it and has an allowed length', () => {
  const known = [
    ...PATTERNS,
    '^[0-9A-Fa-f-]{36}',
    '^\\d{3}-\\d{2,4}$',
    '^(a|b(c|d)?)+$',
    '^cus_\\w{14}$',
    '^[^@\\s]+@x\\.com$',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.nat(), (source, seed) => {
      const pattern = new RegExp(source, 'u');
      const made = sampleRegex(pattern, seeded(seed, 'test'), 0, 60);
      expect(made).toMatch(pattern);
    }),
    RUNS,
  );
  for (const length of [5, 6, 7, 30]) {
    expect(sampleRegex(/^[a-z]+-[0-9]{2}$/u, seeded(1, 'test'), length, length)).toHaveLength(length);
  }
});

test('a pattern beyond the string maker, or an impossible length, gives nothing', () => {
  for (const pattern of [/^(?!x)a$/u, /\bword\b/u, /(a)\1/u, /^\p{L}$/u]) {
    expect(sampleRegex(pattern, seeded(1, 'test'), 0, 20)).toBeUndefined();
  }
  expect(sampleRegex(/^[a-z]{3}$/u, seeded(1, 'test'), 4, 9)).toBeUndefined();
});
