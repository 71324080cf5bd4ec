import type { Scene } from '../checks/types.ts';
import { createUsers } from '../users/index.ts';
import { deletionOf } from '../users/requests.ts';
import { fillId, newWords } from '../users/templates.ts';
import { claimedBy } from '../vendor/claims.ts';
import { patiently, type Patience } from '../exchange/retry-after.ts';
import type { Exchange } from '../exchange/types.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Client } from './client.ts';
import type { RunContext, Surroundings } from './context.ts';
import type { IdRegister } from './id-register.ts';
import type { Standing } from './types.ts';

/** A target that asks set-up to wait is waited for; a judged request never is repeated. */
export const PATIENCE: Patience = { times: 3, longestMs: 60_000 };

/** All that the check of a row may use. */
export function createScene(row: Requirement, context: RunContext, standing: Standing, client: Client): Scene {
  const { vendor, target, identities, clock, desk, runPrefix, draw, shared, making, register, journal } = context;
  const unknownId = () => newUnknownId(context);
  const deletion = (ids: readonly string[]) => deletionOf(vendor, ids);
  const control = async (): Promise<Exchange> => {
    const exchange = await client.send(deletion([unknownId()]), { role: 'control' });
    if (exchange.error?.kind === 'unsent') return exchange;
    const { halted } = await desk.control(exchange.response !== undefined);
    if (halted) client.stop('The request was not sent: the target left three controls in a row unanswered.');
    return exchange;
  };
  return {
    row,
    vendor,
    target,
    identities,
    clock,
    users: createUsers({
      row,
      vendor,
      target,
      standing,
      desk,
      identities,
      clock,
      runPrefix,
      draw,
      shared,
      claim: (id) => register.claim(id),
      journal,
      async send(draft, sending) {
        const exchange = await patiently(() => client.send(draft, sending), PATIENCE, clock);
        // Whether it is this call or the whole target that is silent; rows without a control must find out as well.
        if (exchange.error) await control();
        return exchange;
      },
      ...making,
    }),
    cases: vendor.casesOf(row),
    twins: claimedBy(row, identities.own.twins),
    idFiller() {
      const words = newWords(runPrefix, draw);
      return (template) => claimed(fillId(template, words), register);
    },
    unknownId,
    deletion,
    send: (draft, sending) => client.send(draft, sending),
    control,
  };
}

/** A well-formed id that cannot exist, new at every call. */
export function newUnknownId({ vendor, runPrefix, draw, register }: Surroundings): string {
  return claimed(fillId(vendor.profile.users.ids.unknown, newWords(runPrefix, draw)), register);
}

function claimed(id: string, register: IdRegister): string {
  register.claim(id);
  return id;
}
