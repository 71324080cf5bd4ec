import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../src/http/types.ts';
import {
  createCredentialLimit,
  type CredentialKind,
  type CredentialLimit,
} from '../../../src/run/bad-credential-limit.ts';
import { LIVE_ANSWERS } from '../../../src/run/recording-types.ts';

const answered = (status: number): Exchange => ({ request: {}, response: { status } }) as unknown as Exchange;
const failed = (kind: string): Exchange => ({ request: {}, error: { kind } }) as unknown as Exchange;

/** A service that lists what reached it, and locks an account out after some bad credentials in a row. */
function service(limit: CredentialLimit, { locksAfter = Infinity, proof = () => answered(200) } = {}) {
  const log: string[] = [];
  let bad = 0;
  let isLocked = false;
  const arrive = async (kind: CredentialKind | 'proof'): Promise<Exchange> => {
    log.push(kind);
    bad = kind === 'bad' ? bad + 1 : 0;
    isLocked ||= bad >= locksAfter;
    // Others arrive meanwhile, where they may.
    await new Promise((resolve) => setImmediate(resolve));
    if (kind === 'bad' || isLocked) return answered(401);
    return kind === 'proof' ? proof() : answered(200);
  };
  const pass = (kind: CredentialKind, send = () => arrive(kind)) =>
    limit.pass(kind, { send, proveRight: () => arrive('proof'), shared: LIVE_ANSWERS });
  return { log, pass };
}

const count = (log: readonly string[], kind: string): number => log.filter((one) => one === kind).length;

test('ten bad credentials are sent and no more, and after each the right ones, whatever runs beside them', async () => {
  const { log, pass } = service(createCredentialLimit());
  const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => pass(at % 3 === 0 ? 'own' : 'bad')));
  expect(count(log, 'bad')).toBe(10);
  expect(log.filter((_, at) => log[at - 1] === 'bad')).toEqual(Array.from({ length: 10 }, () => 'proof'));
  expect(count(log, 'own')).toBe(20);
  const refused = answers.filter((answer) => 'reason' in answer);
  expect(refused).toHaveLength(30);
  for (const one of refused) expect(one).toMatchObject({ reason: 'credential-limit' });
});

test('a lock-out ends what follows with its sentence, and nothing more is sent', async () => {
  const limit = createCredentialLimit();
  const { log, pass } = service(limit, { locksAfter: 1 });
  await pass('bad');
  for (const answer of [await pass('own'), await pass('bad'), await pass('other')])
    expect(answer).toMatchObject({ reason: 'credentials-refused' });
  expect(limit.lockedOut()).toMatch(/^The right credentials were answered 401 after one request with bad ones/);
  expect(log).toEqual(['bad', 'proof']);
});

for (const [what, proof] of [
  ['silence', () => failed('timeout')],
  ['429', () => answered(429)],
] as const)
  test(`${what} after bad credentials is no lock-out; three in a row, and no more are sent`, async () => {
    const limit = createCredentialLimit();
    const { log, pass } = service(limit, { proof });
    for (let at = 0; at < 3; at++) expect('response' in (await pass('bad'))).toBe(true);
    expect(await pass('bad')).toMatchObject({ reason: 'credential-limit' });
    expect('response' in (await pass('own'))).toBe(true);
    expect(limit.lockedOut()).toBeUndefined();
    expect(count(log, 'bad')).toBe(3);
  });

test('the second tenant counts where it is refused', async () => {
  const { log, pass } = service(createCredentialLimit({ inAll: 1, inARow: 3 }));
  await pass('other', () => Promise.resolve(answered(401)));
  expect(await pass('bad')).toMatchObject({ reason: 'credential-limit' });
  expect(log).toEqual(['proof']);
});

test('what was not sent does not count', async () => {
  const { log, pass } = service(createCredentialLimit({ inAll: 1, inARow: 1 }));
  await pass('bad', () => Promise.resolve(failed('unsent')));
  await pass('bad');
  expect(log).toEqual(['bad', 'proof']);
});
