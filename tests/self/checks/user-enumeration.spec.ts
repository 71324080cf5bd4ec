import { expect, test } from '@playwright/test';
import { idsIn } from './server.ts';
import { Stage, valuesOf, verdictOf } from './check-context.ts';

test('user-enumeration compares the answers about a known and an unknown user', async () => {
  const stage = new Stage();
  const hidden = [{ sameAnswer: true }, { victim: 'living' }] as const;
  expect(verdictOf(await stage.run('user-enumeration'), ...hidden)).toBe('pass');
  // Looks the user up before it looks at the credentials.
  stage.server.lie = ({ text, tenant }, server) => {
    const known = idsIn(text)?.some((id) => server.find('own', id));
    return tenant || known ? undefined : { status: 404, body: { code: 'unknown' } };
  };
  expect(verdictOf(await stage.run('user-enumeration'), ...hidden)).toBe('fail');
});

test('user-enumeration: credentials that are accepted hide nothing', async () => {
  const stage = new Stage();
  stage.server.lie = (call, server) => (call.tenant ? undefined : server.answer({ ...call, tenant: 'own' }));
  const observed = await stage.run('user-enumeration');
  expect(verdictOf(observed, { sameAnswer: true })).toBe('inconclusive');
  expect(valuesOf(observed, 'victim')).toEqual(['living']);
  expect(stage.deleted).toHaveLength(1);
});
