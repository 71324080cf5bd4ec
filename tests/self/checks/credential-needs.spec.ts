import { expect, test } from '@playwright/test';
import type { InvalidCredentials } from '../../../src/auth/types.ts';
import { notShaped, shapedFor } from '../../../src/checks/steps/credential-needs.ts';
import type { CheckContext } from '../../../src/checks/types.ts';
import type { Exchange, WireResponse } from '../../../src/http/types.ts';

const draft = { method: 'POST', path: '/deletions', headers: [], body: Buffer.from('[]') };
const chunked: InvalidCredentials = {
  name: 'credentials.chunked',
  description: 'a chunked body',
  needsOtherTenant: false,
  needs: 'chunked-body',
};

const answered = (more: Partial<WireResponse> = {}): Exchange => {
  const response = { status: 404, headers: [], body: Buffer.alloc(0), truncated: false, durationMs: 1, ...more };
  return { response } as unknown as Exchange;
};

test('a server of HTTP/1.0 is sent no chunked body with invalid credentials, and the report says why', () => {
  const shape = (control: Exchange) => shapedFor(chunked, {} as CheckContext, draft, [control]);
  expect(shape(answered())?.headers).toEqual([['Transfer-Encoding', 'chunked']]);
  const control = answered({ httpVersion: '1.0' });
  expect(shape(control)).toBeUndefined();
  expect(notShaped(chunked, control).notJudged?.message).toContain('HTTP/1.0');
  expect(notShaped({ ...chunked, needs: 'cookie' }, control).notJudged?.message).toContain('cookie');
});
