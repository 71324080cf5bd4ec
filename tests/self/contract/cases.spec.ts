import { ID_NAMES, LIST_NAMES, underNames } from '../../../src/contract/cases/usual-names.ts';
import { expect, test } from '@playwright/test';
import { generateCases } from '../../../src/contract/cases/index.ts';
import {
  bodyOf,
  casesOf,
  contractOf,
  draftOf,
  judge,
  knot,
  KNOT_ID,
  made,
  mastercard,
  nested,
  NESTED_ID,
  operationOf,
  uuid,
} from './cases-support.ts';

const EXAMPLES = { knot, mastercard, nested };
/** Families whose fault is not in the body's JSON value. */
const ON_THE_WIRE =
  /^(?:body\.(?:absent|empty|broken-json|trailing)|undecodable\.|repeated-member\.|media-type\.|method\.)/;
const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => `method.${method}`);
const MEDIA_TYPES = ['text-plain', 'xml', 'form', 'missing', 'charset'].map((variant) => `media-type.${variant}`);
const BODIES = ['absent', 'empty', 'broken-json', 'trailing'].map((variant) => `body.${variant}`);
const CONFUSED = [
  'zero',
  'one',
  'false',
  'zero-text',
  'false-text',
  'null-text',
  'empty-array',
  'empty-object',
  'infinite',
];
const UNDECODABLE = ['high-surrogate', 'invalid-byte', 'overlong-nul', 'encoded-surrogate'];
const each = (family: string, variants: string[], end = ''): string[] =>
  variants.map((variant) => `${family}${variant}${end}`);

for (const [name, example] of Object.entries(EXAMPLES)) {
  test(`${name}: ajv agrees with every case on whether it keeps the schema`, () => {
    const keeps = judge(example.schema, example.options.dialect);
    const inBody = casesOf(example).filter((found) => !ON_THE_WIRE.test(found.name));
    expect(inBody.length).toBeGreaterThan(10);
    for (const found of inBody) {
      const draft = draftOf(example.body(found.ids));
      const body = bodyOf(found.apply(draft));
      expect(keeps(body), `${found.name}: ${JSON.stringify(body).slice(0, 200)}`).toBe(found.conforms);
      expect(bodyOf(draft), `${found.name} leaves the draft alone`).toEqual(example.body(found.ids));
    }
  });

  test(`${name}: names are unique, and the same seed gives the same requests byte for byte`, () => {
    const cases = casesOf(example);
    expect(new Set(cases.map((found) => found.name)).size).toBe(cases.length);
    const sent = (): unknown =>
      casesOf(example).map((found) => [found.name, found.conforms, found.apply(draftOf(example.body(found.ids)))]);
    expect(sent()).toEqual(sent());
  });
}

test('another seed gives the same names and other random values', () => {
  const other = { ...knot, options: { ...knot.options, seed: 8 } };
  expect(casesOf(other).map((found) => found.name)).toEqual(casesOf(knot).map((found) => found.name));
  const name = 'member-wrong-type.number:/external_user_id';
  expect(made(other, name)).not.toEqual(made(knot, name));
});

test('an object with one unrestricted string gives exactly these cases', () => {
  const at = ':/external_user_id';
  expect(
    casesOf(knot)
      .map((found) => found.name)
      .sort(),
  ).toEqual(
    [
      ...each('member-', ['missing', 'null', 'empty', 'blank', 'padded', 'wildcard.percent', 'wildcard.star'], at),
      ...each('member-wrong-type.', ['number', 'boolean', 'array', 'object'], at),
      ...each('member-injection.', ['ne', 'gt', 'regex'], at),
      'extra-member',
      ...each('confused-value.', CONFUSED, at),
      `leading-number${at}`,
      ...each('undecodable.', UNDECODABLE, at),
      ...each('repeated-member.', ['first', 'last'], at),
      ...['wrapped.array', 'wrapped.text', `nested.id${at}`, 'nested.body'],
      ...each('body.top-level.', ['null', 'string', 'number', 'boolean', 'array']),
      ...BODIES,
      ...MEDIA_TYPES,
      ...METHODS,
    ].sort(),
  );
});

/** Spellings of an id that other readers take, by the reader. */
const SPELLED = Object.entries({
  'spell-uuid': 3,
  'read-digits': 3,
  'trim-blanks': 2,
  'trim-line-feeds': 2,
  'trim-unicode': 3,
  'drop-white-space': 1,
  'drop-invisible': 1,
  'stop-at-nul': 1,
  'stop-at-line-end': 1,
  'split-at-commas': 1,
  'decode-percent': 1,
  'decode-backslashes': 1,
  'match-like': 2,
  'match-glob': 1,
  'match-regular-expression': 1,
}).flatMap(([reader, count]) => Array.from({ length: count }, (_, index) => `${reader}.${index + 1}`));

test('an array of 1 to 500 ids of 36 characters gives exactly these cases', () => {
  expect(
    casesOf(mastercard)
      .map((found) => found.name)
      .sort(),
  ).toEqual(
    [
      ...each('element-', ['null', 'empty', 'blank'], ':/-'),
      ...each('element-wrong-type.', ['number', 'boolean', 'array', 'object'], ':/-'),
      ...each('element-injection.', ['ne', 'gt', 'regex'], ':/-'),
      ...['below-minLength:/-', 'at-length:/-', 'above-maxLength:/-', 'above-maxLength.by-two:/-', 'pattern:/-'],
      ...each('spelled.', SPELLED, ':/-'),
      ...['below-minItems', 'at-minItems', 'at-maxItems', 'above-maxItems'],
      ...['null', 'number', 'short', 'illegal'].flatMap((kind) => each(`mixed.${kind}`, ['-first', '-last'])),
      'mixed.short-in-a-long-list',
      ...each('duplicate.', ['same', 'other-case'], ':/-'),
      ...each('confused-value.', [...CONFUSED, 'leading-digits'], ':/-'),
      ...each('undecodable.', UNDECODABLE, ':/-'),
      ...['wrapped.object', 'wrapped.text', 'nested.id:/-', 'nested.body'],
      ...each('body.top-level.', ['null', 'string', 'number', 'boolean', 'object']),
      ...BODIES,
      ...MEDIA_TYPES,
      ...METHODS,
    ].sort(),
  );
});

test('the ids stay in the request wherever the fault can hold one', () => {
  const at = '/external_user_id';
  const id = KNOT_ID;
  expect(made(knot, `member-missing:${at}`)).toEqual({});
  expect(made(knot, `member-null:${at}`)).toEqual({ external_user_id: null });
  expect(made(knot, `member-padded:${at}`)).toEqual({ external_user_id: ` ${id} ` });
  expect(made(knot, `member-wildcard.star:${at}`)).toEqual({ external_user_id: '*' });
  expect(made(knot, `member-wrong-type.array:${at}`)).toEqual({ external_user_id: [id] });
  expect(made(knot, `member-wrong-type.object:${at}`)).toEqual({ external_user_id: underNames(ID_NAMES, id) });
  expect(made(knot, `member-injection.ne:${at}`)).toEqual({ external_user_id: { $ne: null } });
  expect(made(knot, 'extra-member')).toMatchObject({ external_user_id: id });
  expect(made(knot, 'body.top-level.string')).toBe(id);
  expect(made(knot, 'body.top-level.array')).toEqual([id]);
  expect(made(mastercard, 'element-wrong-type.array:/-')).toEqual([[uuid(0)]]);
  expect(made(mastercard, 'body.top-level.object')).toEqual(underNames(ID_NAMES, uuid(0)));
  expect(made(mastercard, 'duplicate.other-case:/-')).toEqual([uuid(0), uuid(0).toUpperCase()]);
  expect(made(mastercard, 'mixed.null-first')).toEqual([null, uuid(0)]);
  expect(made(mastercard, 'mixed.null-last')).toEqual([uuid(0), null]);
  expect(made(nested, 'member-wrong-type.string:/member')).toEqual({ member: NESTED_ID });
  expect(made(nested, 'member-missing:/member/id')).toEqual({ member: {} });
  expect(made(nested, 'member-null:/reasons')).toEqual({ member: { id: NESTED_ID }, reasons: null });
});

test('no writer of JSON makes these bodies, and they hold the id', () => {
  const sent = (example: typeof knot, name: string): Buffer => {
    const found = casesOf(example).find((one) => one.name === name)!;
    return found.apply(draftOf(example.body(found.ids))).body!;
  };
  const at = ':/external_user_id';
  const named = (value: string): string => `{"external_user_id":${value}}`;
  expect(sent(knot, `confused-value.infinite${at}`).toString()).toBe(named('1e400'));
  expect(sent(knot, `confused-value.zero-text${at}`).toString()).toBe(named('"0"'));
  expect(sent(knot, `undecodable.high-surrogate${at}`).toString()).toBe(named(`"${KNOT_ID}\\ud800"`));
  expect(sent(knot, `undecodable.overlong-nul${at}`).toString('latin1')).toBe(named(`"${KNOT_ID}\xc0\x80"`));
  expect(sent(mastercard, 'undecodable.invalid-byte:/-').toString('latin1')).toBe(`["${uuid(0)}\xff"]`);
  expect(sent(knot, `repeated-member.first${at}`).toString()).toBe(
    named(`"${KNOT_ID}","external_user_id":"${KNOT_ID}-twin"`),
  );
  expect(sent(knot, `repeated-member.last${at}`).toString()).toBe(
    named(`"${KNOT_ID}-twin","external_user_id":"${KNOT_ID}"`),
  );
  expect(sent(knot, `nested.id${at}`).toString()).toBe(named(`${'['.repeat(1000)}"${KNOT_ID}"${']'.repeat(1000)}`));
  expect(sent(mastercard, 'nested.body').toString()).toMatch(/^\[{1001}"/);
  expect(sent(knot, 'wrapped.array').toString()).toBe(`[${named(`"${KNOT_ID}"`)}]`);
  expect(made(mastercard, 'wrapped.object')).toEqual(underNames(LIST_NAMES, [uuid(0)]));
  expect(made(knot, 'wrapped.text')).toBe(named(`"${KNOT_ID}"`));
});

test('the number with which an id begins is sent where a double holds it', () => {
  const beginning = { ...knot, body: () => ({ external_user_id: '4012345678901234-abc' }) };
  const name = 'leading-number:/external_user_id';
  expect(made(beginning, name)).toEqual({ external_user_id: 4012345678901234 });
  expect((made(knot, name) as { external_user_id: number }).external_user_id).toBeGreaterThan(10 ** 15);
});

test('a UUID is taken for the number with which it begins, and for nought where that is a letter', () => {
  const name = 'confused-value.leading-digits:/-';
  const of = (id: string) => made({ ...mastercard, body: () => [id] }, name);
  expect(of('40ab1de0-5f0e-4b43-9c1d-0f6f3a8f1e27')).toEqual([40]);
  expect(of('c8b38606-12b2-43c6-a641-be8eb0ab9de4')).toEqual([0]);
  expect(casesOf(knot).map((one) => one.name)).not.toContain('confused-value.leading-digits:/external_user_id');
});

test('bounds are met exactly, and passed by one', () => {
  const lengths = (name: string): number[] => (made(mastercard, name) as string[]).map((id) => id.length);
  expect(lengths('below-minLength:/-')).toEqual([35]);
  expect(lengths('above-maxLength:/-')).toEqual([37]);
  expect(lengths('above-maxLength.by-two:/-')).toEqual([38]);
  expect(made(mastercard, 'at-length:/-')).toEqual([uuid(0)]);
  expect(made(mastercard, 'below-minItems')).toEqual([]);
  expect(made(mastercard, 'at-maxItems')).toEqual(mastercard.body(500));
  expect(made(mastercard, 'above-maxItems')).toEqual(mastercard.body(501));
  const [illegal] = made(mastercard, 'pattern:/-') as string[];
  expect(illegal).toHaveLength(36);
  expect([...(illegal as string)].filter((character, index) => character !== uuid(0)[index])).toHaveLength(1);
  // The ids of a draft are lengthened by what the pattern allows: `^usr_[A-Za-z0-9]+$`.
  expect(made(nested, 'above-maxLength:/member/id')).toEqual({
    member: { id: expect.stringMatching(/^usr_[A-Za-z0-9]{17}$/) as unknown },
  });
});

test('a case about the number of ids says how many the draft must carry', () => {
  const ids = Object.fromEntries(casesOf(mastercard).map((found) => [found.name, found.ids]));
  expect(ids).toMatchObject({ 'below-minItems': 1, 'at-minItems': 1, 'at-maxItems': 500, 'above-maxItems': 501 });
  expect(ids).toMatchObject({
    'mixed.short-first': 2,
    'mixed.null-first': 1,
    'duplicate.same:/-': 1,
    'element-null:/-': 1,
  });
});

test('an id pointer that names nothing is refused with the places there are', () => {
  const wrong = { ...knot.options, idsAt: '/user_id' };
  expect(() => generateCases(operationOf(knot.schema), contractOf('3.1'), wrong)).toThrow(
    /"\/user_id".*deleteUser.*\/external_user_id/,
  );
  expect(() => generateCases(operationOf(knot.schema), contractOf('3.1'), { ...knot.options, many: true })).toThrow(
    /array of ids/,
  );
});
