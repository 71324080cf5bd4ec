import { expect, test } from '@playwright/test';
import { storedRequest, type Reading } from '../../../src/cassette/stored-request.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import type { WireRequest } from '../../../src/http/types.ts';

const READING: Reading = {
  baseUrl: 'https://gateway.example/v1',
  redactor: createRedactor({ secrets: [{ name: '$X', value: 'hush-hush-hush' }], contractTexts: '', keepHeaders: [] }),
  encryptedBody: '/encryptedData',
  credentialParameter: 'api key',
  leftOut: new Set(['authorization', 'user-agent', 'x-gateway-key']),
};

function stored(path: string, body?: string, headers: WireRequest['headers'] = []) {
  const url = path.startsWith('http') ? path : READING.baseUrl + path;
  return storedRequest(
    { method: 'POST', url, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) },
    READING,
  );
}

test('of a request all is kept but who sends it', () => {
  const headers = [
    ['Authorization', 'Bearer hush-hush-hush'],
    ['Content-Type', 'application/json'],
    ['X-Gateway-Key', 'of-the-operator'],
    ['X-HTTP-Method-Override', 'DELETE'],
    ['User-Agent', 'this'],
  ] as const;
  expect(stored('/users?a=1&api%20key=hush&b=hush-hush-hush', '{"id":7}', headers)).toEqual({
    method: 'POST',
    path: '/users?a=1&b=[redacted:$X]',
    headers: [
      ['Content-Type', 'application/json'],
      // Its value could be anything, so it stays in the process; that it was sent is part of the request.
      ['X-HTTP-Method-Override', '[redacted]'],
    ],
    body: '{"id":7}',
  });
  expect(stored('/users?api%20key=hush').path).toBe('/users');
  expect(stored('http://gateway.example/v1/users').path).toBe('http://gateway.example/v1/users');
  expect(stored('/users', '{"encryptedData":"00"}').body).toEqual({ encrypted: true });
  expect(stored('/users', '').body).toBe('');
  expect('body' in stored('/users')).toBe(false);
  expect(stored('/users', '{"id":"hush-hush-hush"}').body).toBe('{"id":"[redacted:$X]"}');
});
