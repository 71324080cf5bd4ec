import { expect, test } from '@playwright/test';
import { combined, variationOf, varied, VARIATION_NAMES } from '../../../src/checks/variations/index.ts';
import { fileURLToPath } from 'node:url';
import type { WireRequest } from '../../../src/http/types.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';

const vendor = await loadOne(fileURLToPath(new URL('../../../specs', import.meta.url)), 'knot', 1);

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

const bodyOf = (name: string) => String(varied(draft, [variationOf(name)], vendor).draft.body);
const authorizationOf = (name: string) => varied(draft, [variationOf(name)], vendor).written(signed).headers[0]![1];

test('every variation of the JSON is the same JSON', () => {
  const same = ['json.white-space', 'json.escapes'].map((name) => JSON.parse(bodyOf(name)) as unknown);
  expect(same).toEqual([{ external_user_id: 'ü-1' }, { external_user_id: 'ü-1' }]);
  expect(bodyOf('json.white-space')).toMatch(/^ \r\n\{\r\n\t"external_user_id": "ü-1"\r\n\} \n$/);
  expect(bodyOf('json.escapes')).not.toMatch(/[a-z]{3}/);
  expect(bodyOf('json.further-member')).toBe('{"x_further":true,"external_user_id":"ü-1"}');
});

test('what other requests take goes with a deletion: numbers that are not the user’s, texts that are the user’s id', () => {
  const { external_user_id: id, ...others } = JSON.parse(bodyOf('json.members-of-others')) as Record<string, unknown>;
  expect(id).toBe('ü-1');
  expect(others).toMatchObject({ merchant_id: 12, type: 'ü-1', card_id: 'ü-1' });
  const own = Object.keys(vendor.contract.operations.get('user_delete')?.requestBody?.schema['properties'] ?? {});
  expect(Object.keys(others).filter((name) => own.includes(name))).toEqual([]);
});

test('another client names itself and accepts several types, and a parameter of JSON is none', () => {
  const draftOf = (name: string) => varied(draft, [variationOf(name)], vendor).draft.headers;
  expect(draftOf('agent.library')).toContainEqual(['User-Agent', 'okhttp/4.12.0']);
  expect(draftOf('accept.list').filter(([name]) => name === 'Accept')).toEqual([
    ['Accept', 'application/json, text/plain;q=0.5, */*;q=0.1'],
  ]);
  expect(draftOf('label.parameter').find(([name]) => name === 'Content-Type')?.[1]).toBe(
    'application/json; profile="users"',
  );
});

test('an id in mixed case has both cases, where the server chose it', async () => {
  const mastercard = await loadOne(fileURLToPath(new URL('../../../specs', import.meta.url)), 'mastercard', 1);
  const ids = { ...draft, body: Buffer.from('["c8b38606-12b2-43c6-a641-be8eb0ab9de4"]') };
  const of = (one: typeof mastercard) => String(varied(ids, [variationOf('ids.mixed-case')], one).draft.body);
  expect(of(mastercard)).toBe('["C8b38606-12B2-43c6-A641-bE8eB0aB9dE4"]');
  expect(of(vendor)).toBe(String(ids.body));
});

test('what a client accepts besides a media type is said once', () => {
  const headersOf = (name: string) =>
    varied(draft, [variationOf(name)], vendor).draft.headers.slice(draft.headers.length);
  expect(headersOf('language.any')).toEqual([['Accept-Language', '*']]);
  expect(headersOf('language.unknown')).toEqual([['Accept-Language', 'xx']]);
  expect(headersOf('coding.identity')).toEqual([['Accept-Encoding', 'identity']]);
  expect(headersOf('coding.all')).toEqual([['Accept-Encoding', 'gzip, deflate, br']]);
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
