import type { WireRequest } from '../http/types.ts';
import { withBody } from '../contract/cases/draft-request.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged, type JudgedRequest } from './steps/judged-request.ts';
import { sameAnswer } from './steps/response-facts.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { variationOf, varied } from './variations/index.ts';

/** A request that is refused, or names nobody. */
interface Refused {
  readonly about: string;
  readonly draft: UnsignedRequest;
  readonly conforms: boolean;
  readonly sign?: (request: WireRequest) => WireRequest;
}

/** Refusals are the same to a client that accepts anything and to one that does not state what it accepts (A50). */
export const refusalByAccept: Check = {
  name: 'refusal-by-accept',
  facts: ['status', 'body', 'sameAnswer', 'likeControl'],
  async run(context) {
    const control = await sendControl(context);
    const observations: Observation[] = [];
    for (const refused of refusedRequests(context)) {
      const rest = { role: 'fault', control, mayMatchControl: true, repeatable: true } as const;
      const unsigned = refused.sign ? { sign: refused.sign, badCredentials: false } : {};
      const send = (request: Pick<JudgedRequest, 'draft' | 'about'>) =>
        sendJudged(context, { conforms: refused.conforms, ...unsigned, ...rest, ...request });
      const usual = refused.conforms ? undefined : await send(refused);
      if (usual?.observation.notJudged) {
        observations.push(usual.observation);
        continue;
      }
      for (const one of ['accept.any', 'accept.absent'].map(variationOf)) {
        const { draft } = varied(refused.draft, [one], context.vendor);
        const { observation, exchange } = await send({ draft, about: `${refused.about}, ${one.description}` });
        const same = { sameAnswer: sameAnswer(context, exchange, usual?.exchange ?? control) };
        // The same request reached the API when it asked for JSON: what answers now is no filter in front of it.
        const own = usual?.observation.insteadOfAccusing ? observation : withoutGateway(observation);
        observations.push(own.facts ? { ...own, facts: { ...own.facts, ...same } } : own);
      }
    }
    return observations;
  },
};

function withoutGateway({ insteadOfAccusing: _, ...observation }: Observation): Observation {
  return observation;
}

/** None of them names anybody, and none is a guess at credentials. */
function refusedRequests(context: CheckContext): Refused[] {
  const draft = context.deletion([context.unknownId()]);
  return [
    { about: 'an unknown user', draft, conforms: true },
    { about: 'no credentials', draft, conforms: false, sign: (request) => request },
    { about: 'broken JSON', draft: withBody(draft, draft.body?.subarray(0, -1)), conforms: false },
  ];
}
