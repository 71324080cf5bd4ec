import { expect, test } from '@playwright/test';
import { Stage, reasonsOf, verdictOf } from './check-context.ts';

test('unknown-user reports the answer', async () => {
  const stage = new Stage();
  expect(verdictOf(await stage.run('unknown-user'), { status: 404, '/code': 'unknown' })).toBe('pass');
  stage.server.lie = () => ({ status: 200, body: {} });
  expect(verdictOf(await stage.run('unknown-user'), { status: 404, '/code': 'unknown' })).toBe('fail');
  stage.server.lie = () => 'timeout';
  expect(reasonsOf(await stage.run('unknown-user'))).toEqual(['inconclusive timeout']);
  stage.server.lie = () => ({ status: 429 });
  expect(reasonsOf(await stage.run('unknown-user'))).toEqual(['inconclusive rate-limited']);
});
