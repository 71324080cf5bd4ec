import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { HeaderLines, Transport, WireRequest } from '../../../src/http/types.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { judgeVendor } from './judge-vendor.ts';
import { heronByForm } from '../vendors/heron-form.ts';
import { SHAPES, type Shape } from './id-shapes.ts';
import { runsOf, SLOW } from '../part.ts';

type Answer = [status: number, body: unknown, headers?: HeaderLines];

const SPECS = 'tests/self/vendors/specs';

const configuration = fc.record({
  shape: fc.constantFrom(...Object.keys(SHAPES)),
  /** Of deletions. */
  statuses: fc.array(fc.constantFrom(200, 200, 200, 400, 404, 429, 500, 503), { minLength: 1, maxLength: 8 }),
  /** What creations are answered with, in turn. */
  created: fc.oneof(
    { weight: 3, arbitrary: fc.constant(['next'] as const) },
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom('next', 'next', 'again', 'broken', 'refused'), {
        minLength: 1,
        maxLength: 6,
      }),
    },
  ),
  /** Whether reads and deletions tell the truth. */
  honest: fc.constantFrom(true, true, false),
  /** Whether rows say that they are hazardous: without that the guard alone holds back what could reach others. */
  flagged: fc.constantFrom(true, false, false),
  first: fc.integer({ min: 1, max: 10 ** 9 }),
  offered: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 24 }) },
  ),
  observe: fc.constantFrom(undefined, undefined, 'read', 'read', 'repeat', 'none'),
  maxUsers: fc.oneof(fc.constant(40), fc.integer({ min: 0, max: 40 })),
  requirements: fc.array(fc.nat({ max: 100 }), { minLength: 5, maxLength: 16 }),
  seed: fc.nat({ max: 1_000_000 }),
});

type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

test(
  'short ids, numbers, ids in paths, queries and forms: no request off loopback names anybody but this run’s own users',
  SLOW,
  async () => {
    // In whole, on a machine that does other work as well.
    test.setTimeout(7_200_000);
    const vendors = new Map<string, Vendor>();
    for (const name of Object.keys(SHAPES)) vendors.set(name, await vendorOf(name));
    const deletions = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(configuration, async (given) => {
        const vendor = vendors.get(given.shape)!;
        const { violations, sent } = await run(given.flagged ? vendor : unflagged(vendor), SHAPES[given.shape]!, given);
        deletions.set(given.shape, (deletions.get(given.shape) ?? 0) + sent);
        expect(violations).toEqual([]);
      }),
      { numRuns: runsOf(1000, 60), seed: 11 },
    );
    for (const name of Object.keys(SHAPES)) expect(deletions.get(name), name).toBeGreaterThan(runsOf(200, 0));
  },
);

async function vendorOf(name: string): Promise<Vendor> {
  if (name === 'heron by form') return idsFromServer(await heronByForm());
  const vendor = await loadOne(SPECS, name, 1);
  return name === 'heron' ? idsFromServer(vendor) : vendor;
}

/** A vendor whose server chooses the ids: short ones that the caller chooses are created on loopback alone. */
function idsFromServer(vendor: Vendor): Vendor {
  const { users } = vendor.profile;
  const create = users.create.map((step) => ({ ...step, body: { id: '{pattern}', name: 'n' }, id: '/id' }));
  return { ...vendor, profile: { ...vendor.profile, users: { ...users, chosenBy: 'server', create } } };
}

/** A vendor whose rows do not say which of them could reach others. */
const unflagged = (vendor: Vendor): Vendor => ({
  ...vendor,
  requirements: vendor.requirements.map((one) => ({ ...one, hazardous: false, provoking: false })),
});

/** Runs some requirements against a service off loopback, and lists what its deletions named that is not the run's. */
async function run(vendor: Vendor, shape: Shape, given: Configuration) {
  const ours = new Set<string>();
  const living = new Set<string>();
  const violations: string[] = [];
  let [turn, sent, next, last] = [0, 0, given.first, ''];
  const adopt = (id: string): string => {
    ours.add(id);
    living.add(id);
    return (last = id);
  };
  // Every id between two of the run's belongs to somebody else.
  const nextId = (): string => shape.id((next += 2));
  const offered = Array.from({ length: given.offered }, () => adopt(nextId()));
  const create = (): Answer => {
    const how = given.created[turn % given.created.length];
    if (how === 'refused') return [400, shape.problem];
    if (how === 'broken') return [201, shape.created('no id')];
    return [201, shape.created(how === 'again' && last !== '' ? last : adopt(nextId()))];
  };
  const remove = (request: WireRequest): Answer => {
    sent += 1;
    const named = shape.namedBy(request);
    violations.push(
      ...named
        .filter((id) => !ours.has(id))
        .map((id) => `${request.method} ${request.url} ${String(request.body)}: ${id}`),
    );
    const status = given.honest ? 200 : (given.statuses[turn % given.statuses.length] ?? 200);
    if (status !== 200) return [status, shape.problem];
    const gone = named.filter((id) => living.delete(id));
    return shape.deleted(gone, named);
  };
  const transport: Transport = async (request) => {
    turn += 1;
    const kind = shape.kindOf(request);
    const isShown = given.honest || turn % 3 > 0;
    const [status, body, lines = []] =
      kind === 'create' ? create() : kind === 'read' ? shape.read(request, isShown ? living : ours) : remove(request);
    const headers = [['content-type', 'application/json'] as const, ...lines];
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
    return { status, headers, body: bytes, truncated: false, durationMs: 1 };
  };
  const { env } = vendor.profile;
  const variables: Record<string, string> = {
    [`${env}_${shape.credential}`]: 'a-secret-of-sixteen-letters',
    [`${env}_BASE_URL`]: 'https://vendor.example',
    [`${env}_MAX_USERS`]: String(given.maxUsers),
    [`${env}_SETTLE_MS`]: '100',
    [`${env}_DELETION_DEADLINE_MS`]: '100',
    CONFORMANCE_ALLOW_DELETE: '1',
    ...(given.observe ? { [`${env}_OBSERVE`]: given.observe } : {}),
    ...(offered.length > 0 ? { [`${env}_USER_IDS`]: offered.join(',') } : {}),
  };
  const target = readTarget(vendor.profile, variables, 'configured', vendor.name);
  const all = vendor.requirements.filter(({ check }) => check !== undefined);
  const chosen = new Set(given.requirements.map((at) => all[at % all.length]?.id));
  const select = ({ id }: { id: string }) => chosen.has(id);
  await judgeVendor({ vendor, target, transport, clock: virtualClock(), seed: given.seed, select });
  return { violations, sent };
}
