import { expect, test } from '@playwright/test';
import { Stage, verdictOf } from './check-context.ts';

test('request-header compares with the control', async () => {
  const stage = new Stage();
  const header = { with: { name: 'content-type', value: 'application/json; charset=utf-8' } };
  expect(verdictOf(await stage.run('request-header', header), { likeControl: true })).toBe('pass');
  expect(stage.sent.at(-1)!.request.headers.filter(([name]) => /^content-type$/i.test(name))).toHaveLength(1);
  stage.server.lie = ({ headers }) => (headers['content-type']?.includes('charset') ? { status: 415 } : undefined);
  expect(verdictOf(await stage.run('request-header', header), { likeControl: true })).toBe('fail');
});
