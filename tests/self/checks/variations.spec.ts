import { expect, test } from '@playwright/test';
import { combined, variationOf, varied, VARIATION_NAMES } from '../../../src/checks/variations/index.ts';
import type { WireRequest } from '../../../src/http/types.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, resultOf } from '../run/in-process.ts';
import { KNOT_SUITE } from '../detection/knot/suite.ts';

test.afterAll(disposeOfKeys);

const draft = {
  method: 'POST',
  path: '/user/delete',
  headers: [
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
  ] as const,
  body: Buffer.from('{"external_user_id":"ü-1"}'),
};
const OAUTH = 'OAuth oauth_body_hash="a+b=",oauth_consumer_key="k!",oauth_signature="s%2F"';
const signed: WireRequest = { ...draft, url: 'http://127.0.0.1/user/delete', headers: [['Authorization', OAUTH]] };

const bodyOf = (name: string) => String(varied(draft, [variationOf(name)]).draft.body);
const authorizationOf = (name: string) => varied(draft, [variationOf(name)]).written(signed).headers[0]![1];

test('every variation of the JSON is the same JSON', () => {
  const same = ['json.white-space', 'json.escapes'].map((name) => JSON.parse(bodyOf(name)) as unknown);
  expect(same).toEqual([{ external_user_id: 'ü-1' }, { external_user_id: 'ü-1' }]);
  expect(bodyOf('json.white-space')).toMatch(/^ \r\n\{\r\n\t"external_user_id": "ü-1"\r\n\} \n$/);
  expect(bodyOf('json.escapes')).not.toMatch(/[a-z]{3}/);
  expect(bodyOf('json.further-member')).toBe('{"x_further":true,"external_user_id":"ü-1"}');
});

test('every variation of the OAuth header keeps its parameters', () => {
  expect(authorizationOf('oauth.reversed')).toBe(
    'OAuth oauth_signature="s%2F",oauth_consumer_key="k!",oauth_body_hash="a+b="',
  );
  expect(authorizationOf('oauth.blanks')).toBe(OAUTH.replaceAll('",', '", '));
  expect(authorizationOf('oauth.realm')).toBe(OAUTH.replace('OAuth ', 'OAuth realm="users",'));
  expect(authorizationOf('oauth.encoded')).toBe(
    'OAuth oauth_body_hash="a%2Bb%3D",oauth_consumer_key="k%21",oauth_signature="s%2F"',
  );
  expect(authorizationOf('scheme.capitals')).toBe(OAUTH.replace('OAuth', 'OAUTH'));
});

test('one request varies no part twice, and nothing is left out', () => {
  const all = VARIATION_NAMES.map(variationOf);
  const requests = combined(all);
  expect(requests.flat()).toHaveLength(all.length);
  expect(new Set(requests.flat())).toEqual(new Set(all));
  for (const request of requests) expect(new Set(request.map(({ part }) => part)).size).toBe(request.length);
  expect(
    combined(['names.small', 'accept.any', 'names.capitals'].map(variationOf)).map(({ length }) => length),
  ).toEqual([2, 1]);
});

/** A deletion server that is broken as an entry of the detection table says. */
async function judgedAs(id: string, slug: string) {
  const table = await KNOT_SUITE.families['spellings of a request']!();
  const change = table.find((one) => one.id === id)!.change;
  return resultOf(await judgeKnot({ ...change(), select: (one) => one.slug === slug }), slug);
}

test('what fails in company is tried alone, and only the culprit is named', async () => {
  const { verdict, actual } = await judgedAs('accept.absent/hollow', 'any-spelling-of-a-deletion-deletes');
  expect(verdict).toBe('fail');
  expect(actual).toContain('a deletion with no Accept');
  expect(actual).not.toMatch(/capitals|escapes/);
});

test('a variation that is refused warns, one that is answered with success and not done fails', async () => {
  const slug = 'any-case-of-a-deletion-is-done-or-refused';
  expect((await judgedAs('scheme.small/refused', slug)).verdict).toBe('warn');
  expect((await judgedAs('scheme.small/hollow', slug)).verdict).toBe('fail');
});

test('a target of HTTP/1.0 is sent no chunk', async () => {
  for (const judge of [judgeKnot, judgeMastercard]) {
    const chunks: string[] = [];
    const results = await judge({
      select: ({ slug }) => slug === 'chunked-deletion-is-not-misread',
      through: (inner) => async (request, limits) => {
        if (request.headers.some(([name]) => name === 'Transfer-Encoding')) chunks.push(request.url);
        return { ...(await inner(request, limits)), httpVersion: '1.0' };
      },
    });
    expect(resultOf(results, 'chunked-deletion-is-not-misread').verdict).toBe('not-applicable');
    expect(chunks).toEqual([]);
  }
});
