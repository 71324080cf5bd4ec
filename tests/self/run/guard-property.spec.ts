import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { newRunSecret, randomOf } from '../../../src/run/run-secret.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { anyId } from './any-id.ts';
import {
  ANSWERED_IDS,
  answerTo,
  creation,
  isBelievable,
  spoken,
  type Chooser,
  type HostileAnswers,
} from './hostile-answers.ts';
import { honestAnswer } from './honest-answers.ts';
import { loadOnce } from './in-process.ts';
import { judgeVendor } from './judge-vendor.ts';
import { meansEverybody, textsOf } from './request-texts.ts';
import { Strangers } from './strangers.ts';
import { runsOf } from '../part.ts';

const answeredId = fc.oneof(
  { weight: 5, arbitrary: fc.constant('next' as const) },
  { weight: 4, arbitrary: fc.constantFrom(...ANSWERED_IDS) },
);

const configuration = fc.record({
  vendor: fc.constantFrom<Chooser>('caller', 'caller', 'server', 'server', 'batch'),
  statuses: fc.oneof(
    fc.constantFrom([200], [200, 200, 400], [400, 200, 200]),
    fc.array(fc.constantFrom(200, 200, 200, 200, 200, 202, 400, 401, 404, 409, 429, 500, 503), {
      minLength: 1,
      maxLength: 12,
    }),
  ),
  speaksOf: fc.array(fc.constantFrom('asked', 'stranger', 'everybody', 'nobody'), { minLength: 1, maxLength: 5 }),
  answered: fc.array(answeredId, { minLength: 1, maxLength: 6 }),
  offered: fc.uniqueArray(anyId, { maxLength: 6 }),
  observe: fc.constantFrom(undefined, 'read', 'repeat', 'none'),
  maxUsers: fc.integer({ min: 0, max: 40 }),
  counts: fc.constantFrom<HostileAnswers['counts']>('number', 'prefixed', 'uuid', 'short'),
  /** Whether it tells the truth of reads and deletions. */
  honest: fc.boolean(),
  requirements: fc.array(fc.nat({ max: 200 }), { minLength: 4, maxLength: 9 }),
  seed: fc.nat({ max: 1_000_000 }),
});

type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

test('no request that reaches a host off loopback names anybody but this run’s own users', async () => {
  // In whole, on a machine that does other work as well.
  test.setTimeout(7_200_000);
  const vendors = await vendorsOf();
  const reached = { requests: 0, deletions: 0, server: 0 };
  await fc.assert(
    fc.asyncProperty(configuration, async (given) => {
      const { violations, requests, deletions } = await run(vendors, given);
      reached.requests += requests;
      reached.deletions += deletions;
      if (given.vendor !== 'caller') reached.server += deletions;
      expect(violations).toEqual([]);
    }),
    { numRuns: runsOf(1000, 60), seed: 7 },
  );
  expect(reached.requests).toBeGreaterThan(runsOf(10_000, 600));
  expect(reached.deletions).toBeGreaterThan(runsOf(5_000, 300));
  expect(reached.server).toBeGreaterThan(runsOf(1_000, 60));
});

/** Runs some requirements against a hostile service, off loopback, and says which of its requests reached a stranger. */
async function run(vendors: Readonly<Record<string, Vendor>>, given: Configuration) {
  const vendor = vendors[given.vendor]!;
  const runSecret = newRunSecret();
  const { runPrefix } = randomOf(runSecret);
  const strangers = new Strangers(runPrefix);
  const ours = new Set<string>();
  const living = new Set<string>();
  const own = (id: string): void => {
    ours.add(id);
    living.add(id);
  };
  const adopt = (id: string): void => {
    own(id);
    strangers.besideOurs(id);
  };
  const offered =
    given.vendor === 'batch' ? given.offered.filter((id) => UUID.test(id)) : given.offered.filter(isPlain);
  offered.forEach(adopt);
  const violations: string[] = [];
  let turn = 0;
  let deletions = 0;
  const transport: Transport = async (request) => {
    turn += 1;
    const { method, url, body } = request;
    const path = new URL(url).pathname;
    const isCreation = method === 'POST' && /\/(?:session\/create|issuers\/users)$/.test(path);
    if (!isCreation && !isRead(method, path)) {
      deletions += 1;
      violations.push(...violationsOf(request, { vendor, ours, strangers }));
    }
    const created = isCreation ? answerTo(given, turn, String(body)) : undefined;
    const isHonest = given.honest && (!isCreation || created !== undefined || given.vendor === 'caller');
    const status = isHonest ? 200 : (given.statuses[turn % given.statuses.length] ?? 200);
    // Nobody has an id one step from one that holds the run's part.
    if (isCreation && created === undefined && status === 200) own(callersId(body));
    if (created !== undefined && status === 200 && isBelievable(created, given.vendor)) adopt(created as string);
    const spokenOf = given.speaksOf[turn % given.speaksOf.length];
    const told = isHonest ? honestAnswer(given.vendor, request, living) : { status, body: spoken(spokenOf) };
    const answer = isCreation ? { status, body: creation(given.vendor, created) } : told;
    const headers = [['content-type', 'application/json']] as const;
    const bytes = Buffer.from(JSON.stringify(answer.body));
    return { status: answer.status, headers, body: bytes, truncated: false, durationMs: 1 };
  };
  const { env } = vendor.profile;
  const variables: Record<string, string> = {
    ...credentialsOf(given.vendor),
    [`${env}_BASE_URL`]: 'https://vendor.example',
    [`${env}_MAX_USERS`]: String(given.maxUsers),
    [`${env}_SETTLE_MS`]: '100',
    [`${env}_DELETION_DEADLINE_MS`]: '100',
    CONFORMANCE_ALLOW_DELETE: '1',
    ...(given.observe ? { [`${env}_OBSERVE`]: given.observe } : {}),
    ...(offered.length > 0 ? { [`${env}_USER_IDS`]: offered.join(',') } : {}),
    ...(given.vendor === 'batch' ? { [`${env}_CARD_RANGES`]: '54' } : {}),
  };
  const target = readTarget(vendor.profile, variables, 'configured', vendor.name);
  const all = vendor.requirements.filter(({ check }) => check !== undefined);
  const chosen = new Set(given.requirements.map((at) => all[at % all.length]?.id));
  const select = ({ id }: { id: string }) => chosen.has(id) && !id.includes('five-hundred');
  const clock = virtualClock();
  await judgeVendor({ vendor, target, transport, clock, seed: given.seed, runSecret, select });
  return { violations, requests: turn, deletions };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isPlain = (id: string): boolean => !/[,\s]/.test(id);

function isRead(method: string, path: string): boolean {
  return /\/(?:accounts\/(?:get|link)|dashboards|aggregate-carbon-scores|issuers)$/.test(path) && !/delet/i.test(path)
    ? method === (path.endsWith('/link') ? 'POST' : 'GET')
    : false;
}

interface Judging {
  readonly vendor: Vendor;
  readonly ours: ReadonlySet<string>;
  readonly strangers: Strangers;
}

function violationsOf(request: WireRequest, { vendor, ours, strangers }: Judging): string[] {
  const { ids } = vendor.profile.deletion;
  const idsAt = typeof ids === 'string' ? ids.slice(1) : '';
  const nobody = (vendor.profile.users.ids.nobody ?? []).map(({ id }) => id);
  return textsOf(request, idsAt, nobody).flatMap((text) => {
    if (ours.has(text) || nobody.includes(text)) return [];
    const reached = meansEverybody(text) ? text : strangers.reachedBy(text, ours);
    return reached === undefined ? [] : [`${request.method} ${request.url} ${String(request.body)}: ${reached}`];
  });
}

function callersId(body: Buffer | undefined): string {
  return (JSON.parse(String(body)) as { external_user_id?: string }).external_user_id ?? '';
}

function credentialsOf(vendor: Chooser): Record<string, string> {
  const env = vendor === 'batch' ? 'MASTERCARD' : 'KNOT';
  return { [`${env}_CLIENT_ID`]: 'somebody', [`${env}_SECRET`]: randomUUID() };
}

/** A vendor whose callers choose ids, the same with a server that does, and one with batches of ids that the server chose. */
async function vendorsOf(): Promise<Readonly<Record<string, Vendor>>> {
  const [knot, mastercard] = [await loadOnce('knot'), await loadOnce('mastercard')];
  const { profile } = knot;
  const [open, ...more] = profile.users.create;
  const server: Vendor = {
    ...knot,
    profile: {
      ...profile,
      users: {
        ...profile.users,
        chosenBy: 'server',
        ids: { ...profile.users.ids, unknown: '{uuid}' },
        create: [{ ...open!, body: { type: 'transaction_link', external_user_id: '{uuid}' }, id: '/session' }, ...more],
      },
    },
  };
  // Signing takes longer than all the rest, and is nothing to the guard.
  const batch: Vendor = { ...mastercard, profile: { ...mastercard.profile, auth: { scheme: 'basic' } } };
  return { caller: knot, server, batch };
}
