import type { Scene } from '../checks/types.ts';
import { createUsers } from '../users/index.ts';
import { deletionOf } from '../users/requests.ts';
import { fillId, newWords } from '../users/templates.ts';
import { inClaimedOrder } from '../vendor/claims.ts';
import type { Exchange } from '../exchange/types.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Client } from './client.ts';
import type { RunContext } from './context.ts';
import type { Standing } from './types.ts';
import { newUnknownId } from './unknown-id.ts';

/**
 * All that the check of a row may use.
 * @param notes gets what a reader must know of the verdict, whatever it is
 */
export function createScene(
  row: Requirement,
  context: RunContext,
  standing: Standing,
  client: Client,
  notes: string[],
): Scene {
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
        const exchange = await client.send(draft, sending);
        // Whether it is this call or the whole target that is silent; rows without a control must find out as well.
        if (exchange.error) await control();
        return exchange;
      },
      ...making,
    }),
    cases: vendor.casesOf(row),
    twins: inClaimedOrder(row, identities.own.twins),
    mayTry: context.credentialLimit.allotted(row.id),
    note: (sentence) => void notes.push(sentence),
    idFiller() {
      const words = newWords(runPrefix, draw);
      return (template) => {
        const id = fillId(template, words, vendor.profile.users.ids);
        // A random UUID in it is nobody's, whatever stands around it.
        register.draw(id);
        return id;
      };
    },
    unknownId,
    deletion,
    send: (draft, sending) => client.send(draft, sending),
    control,
  };
}
