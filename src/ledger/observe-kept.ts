import { titleOf } from '../evidence/exchange-title.ts';
import { cleanUpUsers } from '../run/cleanup.ts';
import { createClient } from '../run/client.ts';
import type { RequirementContext } from '../run/context.ts';
import { keptUser } from '../run/kept-bystanders.ts';
import { missingFrom } from '../run/preserved-state.ts';
import { isHarmed, observeConfirmed } from '../users/confirm.ts';
import { lookWithoutThrowing } from '../users/look-without-throwing.ts';
import type { Observer, UserObservation } from '../users/types.ts';
import type { KeptLook } from './kept-verdict.ts';
import type { KeptEntry } from './ledger.ts';

/** Looks at a kept user; where that shows harm, as often as it takes to confirm it (A35). */
export async function observeKept(
  entry: KeptEntry,
  context: RequirementContext,
  createObserver: () => Observer,
): Promise<KeptLook> {
  const { clock, vendor, target, knownIds } = context;
  const client = createClient(context);
  // The run that created this user has recorded it in its ledger.
  knownIds.registerId(entry.id);
  const { preserved } = vendor.profile.users;
  const observer = createObserver();
  const at = clock.now();
  const missing = (look: UserObservation): string[] | undefined =>
    look.state === 'living' ? missingFrom(entry.preserved, look, preserved) : [];
  const observation = await observeConfirmed({
    observe: () => lookWithoutThrowing(() => observer.observe(keptUser(entry))),
    saysHarm: (look) => {
      if (look.state !== 'living') return isHarmed(look);
      const lost = missing(look);
      return lost && lost.length > 0;
    },
    settleMs: target.settleMs,
    clock,
  });
  const evidence = observation.exchanges.map((exchange) => ({
    ...client.evidence(exchange),
    title: titleOf(exchange, { profile: vendor.profile, who: 'another user', when: 'by verify' }),
    concerns: `another user, ${entry.id}, kept by the run and looked at by verify`,
  }));
  const harmed = isHarmed(observation);
  const state = harmed === undefined ? 'unknown' : harmed ? 'harmed' : 'living';
  return { at, state, missing: missing(observation) ?? [], evidence };
}

/**
 * Deletes the users that a run kept, as their tenants.
 * @returns those who are not at the target any more
 */
export async function deleteKept(
  entries: readonly KeptEntry[],
  context: RequirementContext,
): Promise<readonly KeptEntry[]> {
  const { journal, knownIds } = context;
  for (const { tenant, id } of entries) {
    knownIds.registerId(id);
    journal.created(journal.creating({ tenant, operation: null, id }), id);
  }
  const { left } = await cleanUpUsers(context, createClient(context));
  return entries.filter(({ id }) => !left.some((one) => one.id === id));
}
