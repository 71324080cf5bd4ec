import { expect, test } from '@playwright/test';
import { foreignUsersIn } from '../../../src/run/disclosure/foreign-users.ts';
import { internalsIn } from '../../../src/run/disclosure/internals.ts';
import { holdsStackTrace } from '../../../src/run/disclosure/stack-trace.ts';
import { asPage, INTERNAL_TEXTS, NO_TRACES, TRACES } from '../detection/traces.ts';

for (const [framework, texts] of Object.entries(TRACES))
  test(`a trace of ${framework} is one, as a text, as a page and in JSON`, () => {
    for (const text of Object.values(texts)) {
      expect(holdsStackTrace(text), text).toBe(true);
      expect(holdsStackTrace(asPage(text)), asPage(text)).toBe(true);
      expect(holdsStackTrace(JSON.stringify({ error: { trace: text.split('\n') } }))).toBe(true);
    }
  });

test('one frame, a time and a list are no trace', () => {
  for (const text of NO_TRACES) {
    expect(holdsStackTrace(text), text).toBe(false);
    expect(holdsStackTrace(JSON.stringify({ message: text })), text).toBe(false);
    expect(internalsIn(text), text).toBe('none');
  }
  expect(holdsStackTrace('    at find (/app/users.js:12:7)')).toBe(false);
});

test('frames as objects are a trace where there are two', () => {
  const frame = { file: '/var/www/Router.php', line: 693, function: 'dispatch' };
  expect(holdsStackTrace(JSON.stringify({ trace: [frame, frame] }))).toBe(true);
  expect(holdsStackTrace(JSON.stringify({ trace: [frame] }))).toBe(false);
});

test('statements and paths are found, words around them are not', () => {
  for (const text of Object.values(INTERNAL_TEXTS)) expect(internalsIn(text), text).not.toBe('none');
  const plain = [
    'Please select one from the list where you live.',
    'Select one from the list, where that is possible.',
    'Update your settings.',
    '/v1/user/delete',
    'a/b.json',
  ];
  for (const text of plain) expect(internalsIn(text), text).toBe('none');
});

test('a user whom the request did not name is foreign, in whatever place; one whom it named is not', () => {
  const isUser = (text: string): boolean => ['user-one-1', 'user two'].includes(text);
  const request = (body: string) => ({
    method: 'POST',
    url: 'http://127.0.0.1/x',
    headers: [],
    body: Buffer.from(body),
  });
  const told = (body: unknown, sent = '{"id":"nobody"}') => foreignUsersIn(JSON.stringify(body), request(sent), isUser);
  expect(told({ message: 'No such user, but there is user-one-1.' })).toEqual(['user-one-1']);
  expect(told({ hint: ['user two'] })).toEqual(['user two']);
  expect(told({ message: 'user two is none' })).toEqual([]);
  expect(told({ message: 'Deleted user-one-1.' }, '{"id":"USER-ONE-1 "}')).toEqual([]);
  expect(told({ message: 'Deleted user-one-1.' }, '{"id":"user-one\\u002d1"}')).toEqual([]);
});
