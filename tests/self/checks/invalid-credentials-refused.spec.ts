import { expect, test } from '@playwright/test';
import { Stage, WRONG_SECRET, reasonsOf, signedAs, verdictOf } from './check-context.ts';

const CREDENTIALS = { status: 401, '/code': 'credentials' };

test('invalid-credentials-refused reports the answers to the invalid credentials', async () => {
  const stage = new Stage();
  const invalidCredentials = [WRONG_SECRET];
  const keyless = { name: 'credentials.other', description: "the other tenant's token", needsOtherTenant: true };
  expect(verdictOf(await stage.run('invalid-credentials-refused', { invalidCredentials }), CREDENTIALS)).toBe('pass');
  stage.server.lie = ({ tenant }) => (tenant ? undefined : { status: 200 });
  expect(verdictOf(await stage.run('invalid-credentials-refused', { invalidCredentials }), CREDENTIALS)).toBe('fail');
  const missing = await stage.run('invalid-credentials-refused', { invalidCredentials: [keyless] });
  expect(reasonsOf(missing)).toEqual(['not-run no-second-tenant']);
  expect(missing[0]!.notJudged!.message).toContain('LITTLE_OTHER_');
});

test('invalid-credentials-refused sends first what invalid credentials needs first', async () => {
  const stage = new Stage();
  const invalid = { ...WRONG_SECRET, prepare: signedAs('Bearer right') };
  await stage.run('invalid-credentials-refused', { invalidCredentials: [invalid] });
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', 'setup', 'fault']);
  expect(stage.sent[1]!.request.body).toEqual(stage.sent[2]!.request.body);
});
