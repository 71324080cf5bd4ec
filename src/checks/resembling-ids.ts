import { isUuid, RESEMBLANCES, type Resemblance } from '../contract/resembling-ids.ts';
import type { User } from '../users/types.ts';
import { notObserved } from '../verdict/not-judged.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged } from './steps/judged-request.ts';
import { sharedEffect, type SentFault } from './steps/shared-victim.ts';
import type { Check } from './types.ts';

/**
 * Deletions of well-formed ids that nobody has and that resemble the id which the server gave a living user: the user
 * lives on. How they are answered is open.
 */
export const resemblingIds: Check = {
  name: 'resembling-ids',
  facts: ['victim'],
  with: {
    required: ['resemblances'],
    properties: { resemblances: { type: 'array', minItems: 1, items: { enum: RESEMBLANCES.map(({ name }) => name) } } },
  },
  needs: () => ({ deleted: 0, preserved: 1, shared: 1 }),
  async run(context) {
    const [victim] = (await context.users.acquire({ shared: true })) as [User];
    if (!isUuid(victim.id)) return [{ about: 'an id that resembles one', exchanges: [], notJudged: noUuid }];
    const control = await sendControl(context);
    const named = context.requirement.with['resemblances'] as readonly string[];
    const sent: SentFault[] = [];
    for (const one of RESEMBLANCES.filter(({ name }) => named.includes(name))) {
      const fault = { description: one.description, sendNaming: sendTo(one) };
      sent.push({ fault, answer: await fault.sendNaming(victim) });
    }
    const notJudged = sent.map(({ answer }) => answer.observation).filter((observation) => observation.notJudged);
    return [...notJudged, ...(await sharedEffect(context, victim, sent))];

    function sendTo({ of, description }: Resemblance): SentFault['fault']['sendNaming'] {
      return ({ id }) => {
        const draft = context.deletion([of(id, context.unknownId())]);
        const which = { role: 'fault', about: description, conforms: true, repeatable: true } as const;
        return sendJudged(context, { draft, ...which, control, mayMatchControl: true });
      };
    }
  },
};

const noUuid = notObserved('The ids of this target are no UUIDs.');
