import { expect, test } from '@playwright/test';
import { idsIn } from './server.ts';
import { reasonsOf, Stage, valuesOf, verdictOf } from './check-context.ts';

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

test('user-enumeration: credentials whose answers are not judged say why themselves', async () => {
  const stage = new Stage();
  stage.server.lie = (call) => (call.tenant ? undefined : { status: 429 });
  expect(reasonsOf(await stage.run('user-enumeration'))).toEqual(['inconclusive rate-limited']);
});

const text = [{ sameText: true }] as const;

/** Answers bad credentials with what `say` says of the named user. */
function refusing(stage: Stage, say: (isKnown: boolean, count: number, id: string) => string): Stage {
  let count = 0;
  stage.server.lie = ({ text: body, tenant }, server) => {
    if (tenant) return undefined;
    const [id = ''] = idsIn(body) ?? [];
    const message = say(server.find('own', id) !== undefined, (count += 1), id);
    return { status: 401, body: { code: 'credentials', message } };
  };
  return stage;
}

test('a text that differs only for who exists is found, after it was asked for again', async () => {
  const stage = refusing(new Stage(), (isKnown) => (isKnown ? 'wrong token for a user' : 'wrong token'));
  const observed = await stage.run('user-enumeration');
  expect(verdictOf(observed, ...text)).toBe('fail');
  expect(verdictOf(observed, { sameAnswer: true }, { victim: 'living' })).toBe('pass');
  expect(stage.sent.filter(({ role }) => role === 'fault')).toHaveLength(5);
});

test('equal texts cost nothing more, and neither do those that hold what was sent', async () => {
  for (const say of [
    () => 'no',
    (_: boolean, __: number, id: string) => `no ${id} ${id.slice(0, 4)}*** ${id.length}`,
  ]) {
    const stage = refusing(new Stage(), say);
    expect(verdictOf(await stage.run('user-enumeration'), ...text)).toBe('pass');
    expect(stage.sent.filter(({ role }) => role === 'fault')).toHaveLength(2);
  }
});

for (const [what, period] of Object.entries({ two: 2, three: 3, four: 4 }))
  test(`texts that take turns every ${what} answers prove nothing, and leave the other verdicts alone`, async () => {
    const stage = refusing(new Stage(), (_, count) => 'no'.repeat((count % period) + 1));
    const observed = await stage.run('user-enumeration');
    expect(verdictOf(observed, ...text)).toBe('not-observed');
    expect(verdictOf(observed, { sameAnswer: true }, { victim: 'living' })).toBe('pass');
  });

test('another status or code is another requirement’s, and no text is compared', async () => {
  const stage = new Stage();
  stage.server.lie = ({ text: body, tenant }, server) =>
    tenant || idsIn(body)?.some((id) => server.find('own', id))
      ? undefined
      : { status: 404, body: { code: 'unknown' } };
  const observed = await stage.run('user-enumeration');
  expect(verdictOf(observed, ...text)).toBe('not-observed');
  expect(verdictOf(observed, { sameAnswer: true })).toBe('fail');
});
