import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import { ExchangeError, type Transport } from '../../../src/http/types.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { createKnotSandbox, type KnotOptions } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { pigeonServer } from '../third-vendor/server.ts';
import { loadOnce } from '../run/in-process.ts';
import { SLOW } from '../part.ts';
import { both } from './both.ts';
import { record, replay, type Recording } from './run.ts';

const knot =
  (options: Omit<KnotOptions, 'clock'> = {}): Recording['sandbox'] =>
  (clock) =>
    createKnotSandbox({ clock, ...options });

test('every requirement of Knot gets the recorded verdict', SLOW, async () => {
  const { recorded, replayed } = await both({ sandbox: knot() });
  expect(Object.keys(recorded).length).toBeGreaterThan(100);
  expect(replayed).toEqual(recorded);
});

test('every requirement of Mastercard gets the recorded verdict, with encrypted enrolments too', SLOW, async () => {
  const selection = '^(?!.*five-hundred)';
  const sandbox: Recording['sandbox'] = (clock) => createMastercardSandbox({ clock });
  const plain = await both({ sandbox, selection });
  expect(Object.keys(plain.recorded).length).toBeGreaterThan(90);
  expect(plain.replayed).toEqual(plain.recorded);
  const encrypted = await both({ sandbox, selection: 'deleted-user|card-can|another-issuer', optional: true });
  expect(encrypted.cassette.target.encrypted).toBe(true);
  expect(JSON.stringify(encrypted.cassette)).toContain('{"encrypted":true}');
  expect(encrypted.replayed).toEqual(encrypted.recorded);
});

test('five hundred users keep their ids apart', SLOW, async () => {
  const selection = '/(five-hundred|deleted-users-stay-gone)';
  const { recorded, replayed } = await both({
    sandbox: (clock) => createMastercardSandbox({ clock }),
    selection,
  });
  expect(recorded['mastercard/five-hundred-users-are-deleted-in-one-request']).toBe('pass');
  expect(replayed).toEqual(recorded);
});

test('what was not conformant is not in the replay, requirement by requirement', SLOW, async () => {
  const lies = await both({ sandbox: knot({ behaviour: { deleteUser: () => true } }) });
  expect(lies.recorded['knot/deleted-user-is-gone']).toBe('fail');
  expect(lies.replayed).toEqual(lies.recorded);
});

test(
  'how many requirements are under way together matters neither to the recording nor to the replay',
  SLOW,
  async () => {
    const selection = '/(deleted-user|deletion-is|simultaneous|several-users|unknown-user|neighbour|second-)';
    const environment = { KNOT_SETTLE_MS: '1500', KNOT_DELETION_DEADLINE_MS: '4000' };
    const sandbox = knot({ deletionDelayMs: 400 });
    for (const concurrency of [1, 5, 30]) {
      const { cassette } = await record({ sandbox, selection, environment, concurrency });
      for (const other of [30, 1]) {
        const { verdicts, mismatch } = await replay(cassette, undefined, other);
        expect(mismatch).toBeUndefined();
        expect(verdicts).toEqual(cassette.verdicts);
      }
    }
  },
);

test('pending deletions are pending again, late ones late', SLOW, async () => {
  const selection = '/(deleted-user|deletion-is|simultaneous|several-users|linked)';
  const environment = { KNOT_SETTLE_MS: '1500', KNOT_DELETION_DEADLINE_MS: '4000' };
  for (const deletionDelayMs of [700, 2500, 6000]) {
    const { recorded, replayed } = await both({ sandbox: knot({ deletionDelayMs }), selection, environment });
    // Who goes after the settle time and before the deadline is seen to be gone by the final check, who goes later is overdue.
    expect(recorded['knot/deleted-user-is-gone'], String(deletionDelayMs)).toBe(
      deletionDelayMs < 4000 ? 'pass' : 'fail',
    );
    expect(replayed).toEqual(recorded);
  }
});

test('time of a real run over a socket is repeated without waiting for it', SLOW, async () => {
  const sandbox = await createKnotSandbox({ clock: systemClock, deletionDelayMs: 400 });
  const served = await serveSandbox(sandbox, { port: 0 });
  try {
    const { cassette } = await record({
      sandbox: async () => sandbox,
      real: nodeTransport(),
      selection: '/(deleted-user|simultaneous|unknown-user)',
      environment: { KNOT_BASE_URL: served.baseUrl, KNOT_SETTLE_MS: '900', KNOT_DELETION_DEADLINE_MS: '900' },
    });
    expect(cassette.verdicts['knot/deleted-user-is-gone']).toBe('pass');
    const { verdicts, mismatch } = await replay(cassette);
    expect(mismatch).toBeUndefined();
    expect(verdicts).toEqual(cassette.verdicts);
  } finally {
    await served.close();
  }
});

test('offered users, no second tenant, a second deletion as the observation', SLOW, async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `Somebody+${index}@offered-${randomUUID()}.example`);
  const environment = { KNOT_USER_IDS: ids.join(','), KNOT_OTHER_CLIENT_ID: undefined, KNOT_OTHER_SECRET: undefined };
  for (const KNOT_OBSERVE of ['read', 'repeat']) {
    const { recorded, replayed, cassette } = await both({
      sandbox: knot(),
      environment: { ...environment, KNOT_OBSERVE },
    });
    expect(recorded['knot/deleted-user-is-gone']).toBe('pass');
    expect(replayed).toEqual(recorded);
    expect(cassette.target.userIds).toHaveLength(60);
  }
});

test('who was lent which offered user, and who was left without one, is as it was recorded', SLOW, async () => {
  // Too few to serve everybody, and enough bystanders to be lent in turn.
  const ids = Array.from({ length: 20 }, (_, index) => `offered-${index}-${randomUUID()}`);
  const { recorded, replayed, cassette } = await both({
    sandbox: knot(),
    environment: { KNOT_USER_IDS: ids.join(',') },
  });
  expect(Object.values(recorded)).toEqual(expect.arrayContaining(['pass', 'not-run', 'not-applicable']));
  expect(replayed).toEqual(recorded);
  expect(cassette.target.userIds).toEqual(ids);
  expect(cassette.places.some(({ answers }) => answers && 'users 1' in answers)).toBe(true);
});

test('who was refused a user for want of a budget is refused again, whoever comes first', SLOW, async () => {
  const { recorded, replayed } = await both({ sandbox: knot(), environment: { KNOT_MAX_USERS: '30' } });
  expect(Object.values(recorded)).toEqual(expect.arrayContaining(['pass', 'not-run']));
  expect(replayed).toEqual(recorded);
});

test('card ranges of a second issuer, asked for by whichever requirement needs them first', SLOW, async () => {
  const { requirements, ...vendor } = await loadOnce('mastercard');
  const one = requirements.find(({ id }) => id === 'mastercard/user-of-another-issuer-survives')!;
  // Different parameters: requirements that are alike would share what is sent.
  const twice = ['mastercard/one-of-another-issuer', 'mastercard/two-of-another-issuer'].map((id) => ({
    ...one,
    id,
    with: { ...one.with, id },
  }));
  let asked = 0;
  const { recorded, replayed, cassette } = await both({
    sandbox: (clock) => createMastercardSandbox({ clock }),
    vendor: { ...vendor, requirements: [...requirements, ...twice] },
    through: (inner) => (request, limits) => {
      if (request.url.endsWith('/issuers')) asked += 1;
      return inner(request, limits);
    },
    selection: 'of-another-issuer|deleted-user-is',
  });
  // Once for each issuer: by the preflight, and by one of three requirements.
  expect(asked).toBe(2);
  expect(twice.map(({ id }) => recorded[id])).toEqual(['pass', 'pass']);
  expect(replayed).toEqual(recorded);
  // Requirements that are alike share the place of the first of them.
  const alike = requirements.filter(
    ({ check, with: given }) => check === one.check && isDeepStrictEqual(given, one.with),
  );
  const told = cassette.places.filter(({ place }) => [...alike, ...twice].some(({ id }) => id === place));
  const isTold = told.map(({ answers = {} }) => 'card range 1' in answers);
  expect(isTold.sort()).toEqual([false, true, true]);
});

test('a server that gives several users the same id is caught by the same requirements', SLOW, async () => {
  let created = 0;
  const through: Recording['through'] = (inner) => async (request, limits) => {
    const response = await inner(request, limits);
    if (request.method !== 'POST' || !request.url.endsWith('/issuers/users')) return response;
    created += 1;
    // The preflight has had the first one: which requirement has the next is chance.
    if (created === 1) return response;
    const body = {
      ...(JSON.parse(response.body.toString()) as object),
      userid: 'b0b0b0b0-0000-4000-8000-000000000000',
    };
    return { ...response, body: Buffer.from(JSON.stringify(body)) };
  };
  const { recorded, replayed, cassette } = await both({
    sandbox: (clock) => createMastercardSandbox({ clock }),
    through,
    selection: '/(deleted-user|other-users|deletion-is|two-users)',
  });
  expect(Object.values(recorded)).toContain('not-run');
  expect(replayed).toEqual(recorded);
  const claims = cassette.places.map(({ answers = {} }) =>
    Object.keys(answers).some((name) => name.startsWith('claim')),
  );
  expect(new Set(claims)).toEqual(new Set([true, false]));
});

test(
  'requests without an answer stay without one, odd bytes and cut answers come back as they were',
  SLOW,
  async () => {
    let count = 0;
    const through =
      (inner: Transport): Transport =>
      async (request, limits) => {
        count += 1;
        if (count % 23 === 0) throw new ExchangeError('reset', 'the connection ended before an answer', 12);
        const response = await inner(request, limits);
        if (count % 17 === 0) return { ...response, body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) };
        return count % 19 === 0 ? { ...response, truncated: true, contentEncoding: 'gzip' } : response;
      };
    const { recorded, replayed, cassette } = await both({ sandbox: knot(), through });
    expect(Object.values(recorded)).toEqual(expect.arrayContaining(['fail', 'pass', 'inconclusive']));
    expect(replayed).toEqual(recorded);
    const exchanges = cassette.places.flatMap(({ exchanges }) => exchanges);
    expect(exchanges.some(({ error }) => error?.kind === 'reset')).toBe(true);
    expect(exchanges.some(({ response }) => typeof response?.body === 'object')).toBe(true);
  },
);

test('what waited for its turn, or because it was asked to, is judged by the instants of then', SLOW, async () => {
  let count = 0;
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      count += 1;
      const response = await inner(request, limits);
      return count % 13 === 0 ? { ...response, status: 429, headers: [['Retry-After', '2']] } : response;
    };
  const environment = { KNOT_SETTLE_MS: '1500', KNOT_DELETION_DEADLINE_MS: '3000' };
  const sandbox = knot({ deletionDelayMs: 900 });
  const selection = '/(deleted-user|deletion-is|simultaneous|several-users|linked|unknown-user|missing)';
  const { recorded, replayed, cassette } = await both({ sandbox, through, environment, selection, rate: 2 });
  expect(replayed).toEqual(recorded);
  expect(JSON.stringify(cassette)).toContain('["Retry-After","2"]');
});

test('a vendor that is data alone is recorded and replayed as well', SLOW, async () => {
  const specs = fileURLToPath(new URL('../third-vendor/specs', import.meta.url));
  const vendor = await loadOne(specs, 'pigeon', 1);
  for (const honest of [true, false]) {
    const sandbox = async () => pigeonServer(`a-token-${randomUUID()}`, honest);
    const { recorded, replayed } = await both({ sandbox, vendor });
    expect(Object.values(recorded).includes('fail')).toBe(!honest);
    expect(replayed).toEqual(recorded);
  }
});
