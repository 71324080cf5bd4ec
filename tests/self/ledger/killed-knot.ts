import { readdirSync } from 'node:fs';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { cleanUpAfter, type CleanupResult } from '../../../src/ledger/cleanup-journal.ts';
import { findJournals } from '../../../src/ledger/find-journals.ts';
import { whoseUsers, type JournalHeader } from '../../../src/ledger/journal-format.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import { KNOT, type KnotBehaviour, type Tenant } from '../../../src/sandbox/knot/behaviour.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { JournalEvent } from '../../../src/users/user-journal.ts';
import { loadOnce } from '../run/in-process.ts';
import { header, writeJournal } from './sample.ts';

/** What a run of Knot left when it was killed. */
export interface Killed {
  readonly events: readonly JournalEvent[];
  readonly head?: Partial<JournalHeader>;
  /** Who lives at the target, by tenant. */
  readonly living: readonly string[];
  readonly othersLiving?: readonly string[];
  /** Further variables of the cleanup; `undefined` unsets one. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly behaviour?: Partial<KnotBehaviour>;
  readonly through?: (inner: Transport) => Transport;
}

export interface Cleaned {
  readonly result: CleanupResult;
  /** Ids that the cleanup has named, in their order. */
  readonly named: readonly string[];
  readonly living: readonly string[];
  readonly othersLiving: readonly string[];
  /** Files that are left in the folder. */
  readonly files: readonly string[];
}

/** Cleans up after a run of Knot that was killed, in this process. */
export async function cleanUpKnot(folder: string, killed: Killed): Promise<Cleaned> {
  const { events, head, living, othersLiving = [], environment, behaviour, through = (inner) => inner } = killed;
  const clock = virtualClock();
  let tenants: readonly Tenant[] = [];
  const sandbox = await createKnotSandbox({
    clock,
    behaviour: {
      ...behaviour,
      authenticate(call) {
        if (tenants.length === 0) {
          tenants = call.tenants;
          for (const id of living) tenants[0]?.users.ensure(id);
          for (const id of othersLiving) tenants[1]?.users.ensure(id);
        }
        return KNOT.authenticate(call);
      },
    },
  });
  const vendor = await loadOnce('knot');
  const variables = { ...sandbox.environment, KNOT_BASE_URL: inProcessBaseUrl(sandbox) };
  const before = readTarget(vendor.profile, variables, 'configured', 'knot');
  const target = readTarget(vendor.profile, { ...variables, ...environment }, 'configured', 'knot');
  const named: string[] = [];
  const inner = through(inProcessTransport(sandbox));
  const transport: Transport = (request, limits) => {
    named.push((JSON.parse(String(request.body)) as { external_user_id: string }).external_user_id);
    return inner(request, limits);
  };
  writeJournal(folder, header({ ...whoseUsers(before, (text) => text), ...head }), events);
  const [earlier] = findJournals([folder], Date.now()).earlier;
  if (!earlier) throw new Error('The journal could not be read.');
  const result = await cleanUpAfter(earlier, { vendor, target, transport, clock });
  const livingOf = (at: number, unasked: readonly string[]) =>
    tenants.length === 0 ? unasked : [...(tenants[at]?.users.users.keys() ?? [])];
  return {
    result,
    named,
    living: livingOf(0, living),
    othersLiving: livingOf(1, othersLiving),
    files: readdirSync(folder),
  };
}
