import { expect, test } from '@playwright/test';
import type { WireRequest } from '../../../src/http/types.ts';
import { page } from '../detection/wire.ts';
import { judgeKnot, withVerdict } from '../run/in-process.ts';
import { SLOW } from '../part.ts';
import { gateway } from './firewall.ts';

// nginx with client_max_body_size 1k and large_client_header_buffers 1k in front of a correct implementation.

const LIMIT = 1024;

/** What is too large for it: the body, the request line, or a line of the head. */
const tooLarge = {
  body: ({ body }: WireRequest): boolean => (body?.length ?? 0) > LIMIT,
  line: ({ method, url }: WireRequest): boolean =>
    `${method} ${new URL(url).pathname}${new URL(url).search} HTTP/1.1`.length > LIMIT,
  head: ({ headers }: WireRequest): boolean => headers.some(([name, value]) => `${name}: ${value}`.length > LIMIT),
};

const ANSWERS = [
  ['body', page(413, '413 Request Entity Too Large')],
  ['line', page(414, '414 Request-URI Too Large')],
  ['head', page(400, '400 Bad Request: Request Header Or Cookie Too Large')],
] as const;

test('what the proxy refuses accuses nobody, and everything is judged', SLOW, async () => {
  const proxied = ANSWERS.map(([what, response]) => gateway(tooLarge[what], response));
  const results = await judgeKnot({
    through: (inner) => proxied.reduce((behind, { through }) => through(behind), inner),
  });
  expect(withVerdict(results, 'fail', 'warn', 'error', 'inconclusive', 'not-run')).toEqual([]);
  expect(results.outcome).toBe('conformant');
  // Each of these demands a refusal and accepts 413; the effect is seen by reading the users.
  const refused = results.requirements.filter(({ evidence }) => evidence.some((one) => one.response?.status === 413));
  expect(refused.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'knot/very-long-id-is-refused pass',
    'knot/absurdly-long-id-is-refused pass',
    'knot/deep-json-is-refused pass',
    'knot/deep-json-deletes-nobody pass',
  ]);
});
