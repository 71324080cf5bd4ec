import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Transport } from '../../../src/http/types.ts';
import { SLOW } from '../part.ts';
import { disposeOfKeys, judgeMastercard, resultOf, withVerdict } from './in-process.ts';

const BAD = ['fail', 'error', 'not-run', 'inconclusive'] as const;

test.afterAll(disposeOfKeys);

test('the reference implementation is conformant', SLOW, async () => {
  const results = await judgeMastercard();
  expect(withVerdict(results, ...BAD, 'warn')).toEqual([]);
  expect(results.outcome).toBe('conformant');
  expect(results.cleanup[0]?.message).toMatch(/^Clean/);
});

test('five hundred enrolled users are deleted in one request', SLOW, async () => {
  const select = ({ id }: { id: string }) => /five-hundred-users|deleted-users-stay-gone/.test(id);
  const results = await judgeMastercard({ select });
  expect(withVerdict(results, 'pass').sort()).toEqual([
    'mastercard/deleted-users-stay-gone',
    'mastercard/five-hundred-users-are-deleted-in-one-request',
  ]);
  expect(results.cleanup[0]?.message).toContain('(502)');
});

test('202 with the list, always: nonconformant, and not for its enrolments', SLOW, async () => {
  const results = await judgeMastercard({
    behaviour: { deletion: (call) => ({ status: 202, body: call.steps.readJson(call) }) },
  });
  expect(results.outcome).toBe('nonconformant');
  const failed = withVerdict(results, 'fail');
  expect(failed).toEqual(
    expect.arrayContaining([
      'mastercard/deleted-user-is-gone',
      'mastercard/two-users-are-deleted-in-one-request',
      'mastercard/five-hundred-and-one-ids-are-refused',
    ]),
  );
  expect(failed.filter((id) => /untouched|enrolment/.test(id))).toEqual([]);
});

for (const [name, deadlineMs, options, outcome, verdict] of [
  ['after its deadline is a failure', 2000, {}, 'nonconformant', 'fail'],
  ['before its deadline is pending', 600_000, {}, 'incomplete', 'inconclusive'],
  ['before a far deadline is pending', 86_400_000, {}, 'incomplete', 'inconclusive'],
  ['may be accepted as unproven', 86_400_000, { acceptUnprovenErasure: true }, 'conformant', 'inconclusive'],
] as const)
  test(`a deletion that is not seen ${name}`, SLOW, async () => {
    const results = await judgeMastercard({
      // Longer than any run takes.
      deletionDelayMs: 500_000,
      environment: { MASTERCARD_SETTLE_MS: '2500', MASTERCARD_DELETION_DEADLINE_MS: String(deadlineMs) },
      options,
    });
    expect(results.outcome).toBe(outcome);
    const gone = resultOf(results, 'deleted-user-is-gone');
    expect(gone.verdict).toBe(verdict);
    expect(gone.reason).toBe(verdict === 'fail' ? null : 'pending');
    expect(gone.pending === null).toBe(verdict === 'fail');
    // The final check of the run is no proof either, before the deadline.
    expect(resultOf(results, 'deleted-users-stay-gone').verdict).toBe(verdict);
    expect(results.headline.includes('erasure not judged')).toBe(outcome === 'conformant');
  });

test('a deletion that shows late, but in time, is conformant', SLOW, async () => {
  const results = await judgeMastercard({ deletionDelayMs: 1500 });
  expect(withVerdict(results, ...BAD, 'warn')).toEqual([]);
  expect(results.outcome).toBe('conformant');
});

test('a user who comes back before a far deadline is pending: only looks after it accuse (A35)', async () => {
  const deletedAt = new Map<string, number>();
  const results = await judgeMastercard({
    environment: { MASTERCARD_DELETION_DEADLINE_MS: '86400000' },
    behaviour: {
      carbonScore(call, issuer) {
        const now = call.state.clock.now();
        const { userid } = call;
        const since = deletedAt.get(userid);
        const isBack = since !== undefined && now - since > 1000;
        if (isBack) return { status: 200, body: { carbonEmissionInGrams: '1', aggregateDate: 'now' } };
        const state = issuer.users.stateOf(userid);
        if (state !== 'living') deletedAt.set(userid, since ?? now);
        if (state === 'living') return { status: 200, body: { carbonEmissionInGrams: '1', aggregateDate: 'now' } };
        return call.steps.answerUnknownUser(call);
      },
    },
    select: ({ id }) => /deleted-user-is-gone|stay-gone/.test(id),
  });
  expect(resultOf(results, 'deleted-users-stay-gone')).toMatchObject({
    verdict: 'inconclusive',
    reason: 'pending',
  });
});

test('enrolment that must be encrypted is encrypted, and judged as before', SLOW, async () => {
  const results = await judgeMastercard({ encryptedOnly: true, optional: true });
  expect(withVerdict(results, ...BAD, 'warn')).toEqual([]);
  expect(results.outcome).toBe('conformant');
});

test('enrolment that must be encrypted, and no certificate: not run, with the variable to set', SLOW, async () => {
  const results = await judgeMastercard({ encryptedOnly: true });
  expect(results.outcome).toBe('incomplete');
  expect(withVerdict(results, 'fail', 'error')).toEqual([]);
  expect(JSON.stringify(resultOf(results, 'deleted-user-is-gone'))).toContain('MASTERCARD_ENCRYPTION_CERT');
});

test('an encrypted dashboard is judged by its status', SLOW, async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const clientEncryptionKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const results = await judgeMastercard({ clientEncryptionKey });
  expect(withVerdict(results, ...BAD, 'warn')).toEqual([]);
});

test('a user who is gone from the scores but still has a dashboard is not gone', async () => {
  const results = await judgeMastercard({
    behaviour: { dashboard: () => ({ status: 200, body: { url: 'https://dashboard.example', expiryInMillis: '1' } }) },
    select: ({ id }) => /deleted-user-is-gone/.test(id),
  });
  expect(resultOf(results, 'deleted-user-is-gone').verdict).not.toBe('pass');
});

test('reads that answer encrypted show nobody: not run, and what is missing is said', SLOW, async () => {
  const sealed = () => ({ status: 200, body: { encryptedData: 'ab', encryptedKey: 'cd' } });
  const results = await judgeMastercard({
    behaviour: { carbonScore: sealed, dashboard: () => ({ status: 404, body: {} }) },
    environment: { MASTERCARD_OBSERVE: 'read' },
  });
  const requirement = resultOf(results, 'deleted-user-is-gone');
  expect(requirement.verdict).toBe('not-run');
  expect(requirement.message).toContain('encrypted');
});

test('cards are tried again where one is registered already, and no more than a few', async () => {
  let asked = 0;
  const results = await judgeMastercard({
    behaviour: {
      enrolment(call, issuer) {
        asked += 1;
        const body = { Errors: { Error: [taken] } };
        if (asked % 2 === 1) return { status: 400, body };
        const user = issuer.users.enrol(`54034400000${String(asked).padStart(5, '0')}`);
        return { status: 200, body: { userid: user?.userid, cardNumberLastFourDigits: '0000', status: 'ACTIVE' } };
      },
    },
    select: ({ id }) => /deleted-user-is-gone/.test(id),
  });
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('pass');
});

const taken = {
  Source: 'CARBON CALCULATOR EXPERIENCE',
  ReasonCode: 'INVALID_REQUEST_PARAMETER',
  Description: 'The card is already registered.',
  Recoverable: false,
};

test('no card ranges: not run, with the variable that names them', SLOW, async () => {
  const results = await judgeMastercard({ behaviour: { issuerDetails: () => ({ status: 200, body: {} }) } });
  expect(JSON.stringify(resultOf(results, 'deleted-user-is-gone'))).toContain('MASTERCARD_CARD_RANGES');
  const named = await judgeMastercard({
    behaviour: { issuerDetails: () => ({ status: 200, body: {} }) },
    environment: { MASTERCARD_CARD_RANGES: '534403' },
    select: ({ id }) => /deleted-user-is-gone/.test(id),
  });
  expect(resultOf(named, 'deleted-user-is-gone').verdict).toBe('pass');
});

test(
  'nothing but the deletion call, with offered users: judged by repeated deletions, and nothing is blamed',
  SLOW,
  async () => {
    const only =
      (inner: Transport): Transport =>
      async (request, limits) => {
        if (new URL(request.url).pathname.endsWith('/user-deletions')) return inner(request, limits);
        return { status: 404, headers: [], body: Buffer.from('{}'), truncated: false, durationMs: 1 };
      };
    let isStocked = false;
    const results = await judgeMastercard({
      through: only,
      behaviour: {
        deleteUsers(_call, issuer, ids) {
          if (!isStocked) for (const userid of offered) issuer.users.users.set(userid, { userid, cardNumber: '' });
          isStocked = true;
          return ids.filter((id) => issuer.users.delete(id));
        },
      },
      environment: { MASTERCARD_USER_IDS: offered.join(',') },
    });
    expect(withVerdict(results, 'fail', 'error')).toEqual([]);
    expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('pass');
  },
);

const offered = Array.from({ length: 90 }, (_, index) => `c8b38606-12b2-43c6-a641-be8eb0ab${1000 + index}`);
