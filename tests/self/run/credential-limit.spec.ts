import { expect, test } from '@playwright/test';
import { createCredentialLimit, type CredentialKind } from '../../../src/run/credential-limit.ts';
import type { Exchange } from '../../../src/exchange/types.ts';

/** A service that keeps a list of what reached it, and locks an account out after some bad credentials in a row. */
function service(locksAfter = Infinity) {
  const log: string[] = [];
  let bad = 0;
  let locked = false;
  const answer = (status: number): Exchange =>
    ({ request: {}, response: { status, headers: [], body: Buffer.from('') } }) as unknown as Exchange;
  const arrive = async (kind: CredentialKind): Promise<Exchange> => {
    log.push(kind);
    bad = kind === 'bad' ? bad + 1 : locked ? bad : 0;
    locked ||= bad >= locksAfter;
    // Others arrive meanwhile, where they may.
    await new Promise((resolve) => setImmediate(resolve));
    return answer(kind === 'bad' || locked ? 401 : 200);
  };
  return { log, arrive, isLocked: () => locked };
}

const sent = (log: readonly string[], kind: string): number => log.filter((one) => one === kind).length;

/** The most of them in a row. */
const inARow = (log: readonly string[]): number =>
  Math.max(
    0,
    ...log
      .join(' ')
      .split(/own|proof/)
      .map((run) => run.match(/bad/g)?.length ?? 0),
  );

test('ten bad credentials are sent and no more, three in a row and no more, whatever runs beside them', async () => {
  const { log, arrive } = service();
  const limit = createCredentialLimit();
  const proof = () => arrive('own');
  const pass = (kind: CredentialKind) => limit.pass(kind, () => arrive(kind), proof);
  const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => pass(at % 3 === 0 ? 'own' : 'bad')));
  expect(sent(log, 'bad')).toBe(10);
  expect(inARow(log)).toBeLessThanOrEqual(3);
  const refused = answers.filter((answer) => 'reason' in answer);
  expect(refused).toHaveLength(30);
  for (const one of refused) expect(one).toMatchObject({ reason: 'credential-limit' });
  expect(limit.lockedOut()).toBeUndefined();
});

test('before anything else is sent after bad credentials, the right ones are tried', async () => {
  const { log, arrive } = service();
  const limit = createCredentialLimit();
  const proof = () => arrive('own');
  for (const kind of ['bad', 'bad', 'other', 'other', 'bad', 'own'] as const)
    await limit.pass(kind, () => arrive(kind), proof);
  expect(log).toEqual(['bad', 'bad', 'own', 'other', 'other', 'bad', 'own', 'own']);
});

test('a lock-out ends what follows with its sentence, and nothing more is sent', async () => {
  const { log, arrive } = service(2);
  const limit = createCredentialLimit();
  const proof = () => arrive('own');
  const pass = (kind: CredentialKind) => limit.pass(kind, () => arrive(kind), proof);
  await Promise.all([pass('bad'), pass('bad')]);
  const answers = [await pass('own'), await pass('bad'), await pass('other')];
  for (const answer of answers) expect(answer).toMatchObject({ reason: 'credentials-refused' });
  expect(limit.lockedOut()).toMatch(/^The right credentials were answered 401 after 2 requests with bad ones/);
  expect(log).toEqual(['bad', 'bad', 'own']);
});

test('silence after bad credentials is no lock-out; where nothing shows that there is none, no more are sent', async () => {
  const limit = createCredentialLimit();
  const lost = () => Promise.resolve({ request: {}, error: { kind: 'timeout' } } as unknown as Exchange);
  const bad = () => Promise.resolve({ request: {}, response: { status: 401 } } as unknown as Exchange);
  for (let at = 0; at < 3; at++) await limit.pass('bad', bad, lost);
  expect(await limit.pass('bad', bad, lost)).toMatchObject({ reason: 'credential-limit' });
  expect('response' in (await limit.pass('own', () => bad(), lost))).toBe(true);
  expect(limit.lockedOut()).toBeUndefined();
});

test('the second tenant counts where it is refused', async () => {
  const { arrive } = service();
  const limit = createCredentialLimit({ inAll: 1, inARow: 3 });
  const refused = () => Promise.resolve({ request: {}, response: { status: 401 } } as unknown as Exchange);
  await limit.pass('other', refused, () => arrive('own'));
  expect(
    await limit.pass(
      'bad',
      () => arrive('bad'),
      () => arrive('own'),
    ),
  ).toMatchObject({
    reason: 'credential-limit',
  });
});

test('what was not sent does not count', async () => {
  const limit = createCredentialLimit({ inAll: 1, inARow: 1 });
  const unsent = () => Promise.resolve({ request: {}, error: { kind: 'unsent' } } as unknown as Exchange);
  const { arrive, log } = service();
  await limit.pass('bad', unsent, () => arrive('own'));
  await limit.pass(
    'bad',
    () => arrive('bad'),
    () => arrive('own'),
  );
  expect(log).toEqual(['bad']);
});
