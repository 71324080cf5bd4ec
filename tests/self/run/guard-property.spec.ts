import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/exchange/clock.ts';
import type { Transport } from '../../../src/exchange/types.ts';
import { judgeVendor } from './judge-vendor.ts';
import { newRunSecret, randomOf } from '../../../src/run/run-secret.ts';
import { targetOf } from '../../../src/target/index.ts';
import { Unjudgeable } from '../../../src/users/unjudgeable.ts';
import type { Vendor } from '../../../src/vendor/types.ts';
import { loadOnce } from './in-process.ts';

/** How a generated target answers, and what its operator declares. */
const configuration = fc.record({
  statuses: fc.array(fc.constantFrom(200, 200, 200, 201, 202, 400, 401, 403, 404, 409, 429, 500, 503), {
    minLength: 1,
    maxLength: 12,
  }),
  /** What the answers are about: those asked for, strangers, nobody. */
  speaksOf: fc.array(fc.constantFrom('asked', 'stranger', 'everybody', 'nobody'), { minLength: 1, maxLength: 5 }),
  offered: fc.integer({ min: 0, max: 6 }),
  observe: fc.constantFrom(undefined, 'read', 'repeat', 'none'),
  maxUsers: fc.integer({ min: 0, max: 40 }),
  /** What a careless profile.yaml says of ids. */
  unknown: fc.constantFrom('nobody-{run}-{n}', 'nobody-{run}-{n}', '{uuid}', 'nobody', 'alice', '42'),
  created: fc.constantFrom('conformance-{run}-{n}', 'conformance-{run}-{n}', 'conformance', 'alice'),
  rows: fc.array(fc.nat({ max: 200 }), { minLength: 2, maxLength: 5 }),
  seed: fc.nat({ max: 1_000_000 }),
});

/** Also padded, in capitals or cut short by a body that breaks off: no stranger's id looks like that. */
const UUID = /^ ?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{10,12}/i;
const STRANGERS = ['alice', 'bob@example.org', '42', 'user-1', 'conformance', 'nobody'];

test('no target and no declaration brings a run to name anybody whom it neither created nor was offered', async () => {
  const knot = await loadOnce('knot');
  let deletions = 0;
  await fc.assert(
    fc.asyncProperty(
      configuration,
      async ({ statuses, speaksOf, offered, observe, maxUsers, unknown, created: template, rows, seed }) => {
        const vendor = withIds(knot, { unknown, created: template });
        const runSecret = newRunSecret();
        const { runPrefix } = randomOf(runSecret);
        const ids = Array.from({ length: offered }, (_, at) => `offered-${at}-${randomUUID()}`);
        const created = new Set<string>();
        const named: string[] = [];
        let turn = 0;
        const transport: Transport = async ({ url, body }) => {
          turn += 1;
          const text = body?.toString() ?? '';
          if (url.endsWith('/session/create'))
            created.add((JSON.parse(text) as { external_user_id: string }).external_user_id);
          if (url.includes('/user/delete')) named.push(...everyId(text));
          const status = statuses[turn % statuses.length] ?? 200;
          const answer = JSON.stringify(bodyOf(speaksOf[turn % speaksOf.length], text));
          return {
            status,
            headers: [['content-type', 'application/json']],
            body: Buffer.from(answer),
            truncated: false,
            durationMs: 1,
          };
        };
        const variables: Record<string, string> = {
          KNOT_BASE_URL: 'https://vendor.example',
          KNOT_CLIENT_ID: 'somebody',
          KNOT_SECRET: randomUUID(),
          KNOT_MAX_USERS: String(maxUsers),
          KNOT_SETTLE_MS: '100',
          KNOT_DELETION_DEADLINE_MS: '100',
          CONFORMANCE_ALLOW_DELETE: '1',
          ...(observe ? { KNOT_OBSERVE: observe } : {}),
          ...(offered > 0 ? { KNOT_USER_IDS: ids.join(',') } : {}),
        };
        const target = targetOf(vendor.profile, variables, 'configured', 'knot');
        const all = vendor.requirements.filter(({ check }) => check !== undefined);
        const chosen = new Set(rows.map((at) => all[at % all.length]?.id));
        const select = ({ id }: { id: string }) => chosen.has(id);
        await judgeVendor({ vendor, target, transport, clock: virtualClock(), seed, runSecret, select }).catch(
          refusedIds,
        );
        deletions += named.length;
        const allowed = [...created, ...ids];
        const isOurs = (id: string) =>
          id.includes(runPrefix) || UUID.test(id) || allowed.some((one) => id.includes(one) || one.includes(id));
        expect(named.filter((id) => !isOurs(id))).toEqual([]);
      },
    ),
    { numRuns: 1000, seed: 7 },
  );
  expect(deletions).toBeGreaterThan(1000);
});

/** A profile whose ids are not random is an error of the suite, which the loader says beforehand. */
function refusedIds(error: unknown): void {
  if (!(error instanceof Unjudgeable)) throw error;
}

/** Every text of letters or digits in a body, member names aside, written without the code under test. */
function everyId(text: string): string[] {
  const pieces = text.split('"').filter((_, at) => at % 2 === 1);
  return pieces.filter(
    (piece) => /[a-z0-9]{2}/i.test(piece) && piece !== 'external_user_id' && !/^x_\w{8}$/.test(piece),
  );
}

function bodyOf(speaksOf: string | undefined, text: string): unknown {
  const asked = everyId(text)[0] ?? 'alice';
  const merchant = { merchant: { id: 19, name: 'A merchant' }, connection: { status: 'connected' } };
  switch (speaksOf) {
    case 'asked':
      return { external_user_id: asked, session: randomUUID(), message: asked };
    case 'stranger':
      return { external_user_id: STRANGERS[text.length % STRANGERS.length], error_code: 'USER_NOT_FOUND' };
    case 'everybody':
      return [merchant, ...STRANGERS.map((external_user_id) => ({ ...merchant, external_user_id }))];
    default:
      return [];
  }
}

function withIds(vendor: Vendor, ids: { unknown: string; created: string }): Vendor {
  const { profile } = vendor;
  return { ...vendor, profile: { ...profile, users: { ...profile.users, ids: { ...profile.users.ids, ...ids } } } };
}
