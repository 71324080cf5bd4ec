import { expect, test } from '@playwright/test';
import { generateCases } from '../../../src/contract/cases/index.ts';
import type { UnsignedRequest, RequestCase } from '../../../src/contract/cases/types.ts';
import { casesOf, contractOf, draftOf, knot, mastercard, operationOf, uuid } from './cases-support.ts';

const JSON_TEXT = '{"external_user_id":"a b&c"}';
const draft = (): UnsignedRequest => draftOf({ external_user_id: 'a b&c' });

function caseNamed(cases: readonly RequestCase[], name: string): RequestCase {
  const found = cases.find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
}

const knotCase = (name: string): RequestCase => caseNamed(casesOf(knot), name);

function contentTypes(request: UnsignedRequest): string[] {
  return request.headers.filter(([name]) => name.toLowerCase() === 'content-type').map(([, value]) => value);
}

test('no body at all keeps its media type and states no length', () => {
  const lengthy: UnsignedRequest = { ...draft(), headers: [...draft().headers, ['Content-Length', '28']] };
  const sent = knotCase('body.absent').apply(lengthy);
  expect('body' in sent).toBe(false);
  expect(sent.headers).toEqual(draft().headers);
});

test('a Content-Length that the draft states stays true', () => {
  const lengthy: UnsignedRequest = { ...draft(), headers: [['Content-Length', '28']] };
  expect(knotCase('body.empty').apply(lengthy).headers).toEqual([['Content-Length', '0']]);
  expect(knotCase('member-missing:/external_user_id').apply(lengthy).headers).toEqual([['Content-Length', '2']]);
});

test('a body that may be left out is legally absent', () => {
  const optional = generateCases(operationOf(knot.schema, false), contractOf('3.1'), knot.options);
  expect(caseNamed(optional, 'body.absent').conforms).toBe(true);
  expect(knotCase('body.absent').conforms).toBe(false);
});

for (const name of ['body.empty', 'body.broken-json', 'body.trailing']) {
  test(`${name} is no JSON text`, () => {
    const found = knotCase(name);
    expect(found.conforms).toBe(false);
    expect(() => JSON.parse(String(found.apply(draft()).body)) as unknown).toThrow(SyntaxError);
  });
}

test('broken JSON and trailing JSON still carry the id', () => {
  expect(String(knotCase('body.broken-json').apply(draft()).body)).toBe('{"external_user_id":"a b&c"');
  expect(String(knotCase('body.trailing').apply(draft()).body)).toBe(`${JSON_TEXT}\n${JSON_TEXT}`);
});

test('other media types relabel the same bytes', () => {
  const sent = (name: string): [string[], string] => {
    const request = knotCase(name).apply(draft());
    return [contentTypes(request), String(request.body)];
  };
  expect(sent('media-type.text-plain')).toEqual([['text/plain'], JSON_TEXT]);
  expect(sent('media-type.xml')).toEqual([['application/xml'], JSON_TEXT]);
  expect(sent('media-type.missing')).toEqual([[], JSON_TEXT]);
  expect(sent('media-type.charset')).toEqual([['application/json; charset=utf-8'], JSON_TEXT]);
  expect(knotCase('media-type.charset').conforms).toBe(true);
});

test('a form is a real form where the body is an object of scalars, else the JSON bytes', () => {
  const form = knotCase('media-type.form').apply(draft());
  expect(contentTypes(form)).toEqual(['application/x-www-form-urlencoded']);
  expect([...new URLSearchParams(String(form.body))]).toEqual([['external_user_id', 'a b&c']]);
  const list = caseNamed(casesOf(mastercard), 'media-type.form').apply(draftOf([uuid(1)]));
  expect(String(list.body)).toBe(`["${uuid(1)}"]`);
});

test('other methods keep the body', () => {
  const sent = knotCase('method.GET').apply(draft());
  expect(sent).toEqual({ ...draft(), method: 'GET' });
});

/** Methods that are faults of a deletion at `own` beside a GET that the contract documents at `other`. */
function faultyMethods(own: string, other: string): string[] {
  const deletion = { ...operationOf(knot.schema), path: own };
  const { requestBody: _none, ...bodyless } = operationOf(knot.schema);
  const contract = contractOf('3.1', { ...bodyless, id: 'read', method: 'GET', path: other }, deletion);
  return generateCases(deletion, contract, knot.options)
    .map(({ name }) => name)
    .filter((name) => name.startsWith('method.'));
}

test('methods that the contract documents on the path are no fault', () => {
  const without = ['PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => `method.${method}`);
  expect(faultyMethods('/users', '/users')).toEqual(without);
  // The same path, whatever its parameter is called; and a path that the template stands for as well.
  expect(faultyMethods('/users/{id}', '/users/{userid}')).toEqual(without);
  expect(faultyMethods('/users/me', '/users/{userid}')).toEqual(without);
  expect(faultyMethods('/users/{userid}', '/users/me')).toEqual(without);
  const all = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => `method.${method}`);
  expect(faultyMethods('/users', '/users/{userid}')).toEqual(all);
  expect(faultyMethods('/a.b', '/axb')).toEqual(all);
});

test('an operation without a body has cases of its method alone', () => {
  const { requestBody: _none, ...bodyless } = operationOf(knot.schema);
  const names = generateCases({ ...bodyless, method: 'DELETE' }, contractOf('3.1'), knot.options).map(
    (found) => found.name,
  );
  expect(names).toEqual(['GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'].map((method) => `method.${method}`));
});
