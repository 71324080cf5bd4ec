import { expect, test } from '@playwright/test';
import { isLoopback } from '../../../src/http/host.ts';
import { secretsOf } from '../../../src/configuration/index.ts';
import { target, SECRET } from './fixtures.ts';

const hidden = {
  KNOT_BASE_URL: 'http://gate:pass%20word-of-the-gate@127.0.0.1:8080/base/?key=key-in-the-query&token-as-a-name',
  KNOT_HEADERS: 'X-Gateway-Key: key-in-a-header',
  KNOT_OTHER_CLIENT_ID: 'other',
  KNOT_OTHER_SECRET: 'secret-of-the-other',
};

test('every secret of a target goes by the variable it came from', () => {
  expect(secretsOf(target(hidden))).toEqual([
    { name: 'KNOT_SECRET', value: SECRET, id: 'client' },
    { name: 'KNOT_OTHER_SECRET', value: 'secret-of-the-other', id: 'other' },
    { name: 'KNOT_HEADERS', value: 'key-in-a-header' },
    { name: 'KNOT_BASE_URL', value: 'pass word-of-the-gate', id: 'gate' },
    { name: 'KNOT_BASE_URL', value: 'key-in-the-query', id: 'key', joint: '=' },
    { name: 'KNOT_BASE_URL', value: 'token-as-a-name' },
  ]);
});

test('a base URL keeps for requests what the configuration leaves out', () => {
  const { baseUrl, configuration } = target(hidden);
  expect(baseUrl).toBe('http://gate:pass%20word-of-the-gate@127.0.0.1:8080/base?key=key-in-the-query&token-as-a-name');
  expect(configuration.KNOT_BASE_URL).toBe('http://127.0.0.1:8080/base?key=[redacted]&[redacted]');
});

test('the configuration holds no secret, no path, and nothing of other programs', () => {
  const { configuration } = target({ ...hidden, CONFORMANCE_SPECS: '/home/somebody/specs', HOME: '/home/somebody' });
  expect(configuration).toEqual({
    KNOT_BASE_URL: 'http://127.0.0.1:8080/base?key=[redacted]&[redacted]',
    KNOT_CLIENT_ID: 'client',
    KNOT_SECRET: '[redacted]',
    KNOT_OTHER_CLIENT_ID: 'other',
    KNOT_OTHER_SECRET: '[redacted]',
    KNOT_HEADERS: '[redacted]',
    CONFORMANCE_SPECS: 'specs',
  });
});

test('the loopback is 127.0.0.0/8, ::1 and localhost (RFC 1122, RFC 4291, RFC 6761), and nothing that looks like it', () => {
  for (const host of ['127.0.0.1', '127.255.255.254', '::1', '[::1]', 'localhost', 'LocalHost', 'localhost.'])
    expect(isLoopback(host), host).toBe(true);
  for (const host of [
    '128.0.0.1',
    '127.0.0.256',
    '127.0.0.1.example',
    'localhost.example',
    '0.0.0.0',
    '::',
    '[::2]',
    '',
  ])
    expect(isLoopback(host), host).toBe(false);
});
