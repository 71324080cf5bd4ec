import { expect, test } from '@playwright/test';
import { Stage, reasonsOf, verdictOf } from './check-context.ts';

test('credential-variant compares with the control', async () => {
  const stage = new Stage();
  const variant = { with: { variant: 'lower' } };
  expect(verdictOf(await stage.run('credential-variant', variant), { likeControl: true })).toBe('fail');
  stage.server.lie = (call, server) =>
    call.headers['authorization'] === 'bearer right'
      ? server.answer({ ...call, headers: {}, tenant: 'own' })
      : undefined;
  expect(verdictOf(await stage.run('credential-variant', variant), { likeControl: true })).toBe('pass');
  const absent = await stage.run('credential-variant', { with: { variant: 'absent' } });
  expect(reasonsOf(absent)).toEqual(['not-applicable declared']);
});
