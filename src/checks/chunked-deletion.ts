import { declared } from '../verdict/not-judged.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged } from './steps/judged-request.ts';
import { sameAnswer } from './steps/response-facts.ts';
import { responseAndEffect } from './steps/response-matches-effect.ts';
import type { Check } from './types.ts';
import { variationOf, varied } from './variations/index.ts';

/**
 * A deletion whose body comes in chunks (A32): carried out, or refused otherwise than a request without a body. A server of
 * HTTP/1.0 knows no chunks and is sent none.
 */
export const chunkedDeletion: Check = {
  name: 'chunked-deletion',
  facts: ['status', 'body', 'likeAbsent', 'listed', 'effect', 'victim', 'firstLook'],
  needs: () => ({ deleted: 1, preserved: 0 }),
  async run(context) {
    const control = await sendControl(context);
    if (control.response?.httpVersion === '1.0') {
      const notJudged = declared('The target answers HTTP/1.0, which knows no chunked bodies.');
      return [{ about: 'a chunked body', exchanges: [control], notJudged }];
    }
    const [user] = await context.users.acquire({});
    if (!user) return [];
    const { body: _dropped, ...bare } = context.deletion([user.id]);
    const faulty = { role: 'fault', about: 'no body', conforms: false, control, mayMatchControl: true } as const;
    const absent = await sendJudged(context, { draft: bare, ...faulty });
    const chunked = varied(context.deletion([user.id]), [variationOf('framing.chunked')], context.vendor);
    const about = 'a deletion with the body in chunks';
    const response = await sendJudged(context, { ...chunked, role: 'act', about, conforms: true });
    const [answer, ...effects] = await responseAndEffect(context, response, { user, ids: [user.id] });
    if (!answer) return effects;
    const { notJudged } = absent.observation;
    if (notJudged) return [answer, { about: 'no body', exchanges: [absent.exchange], notJudged }, ...effects];
    const likeAbsent = sameAnswer(context, response.exchange, absent.exchange);
    const compared = { ...answer, exchanges: [absent.exchange, ...answer.exchanges] };
    return [answer.facts ? { ...compared, facts: { ...answer.facts, likeAbsent } } : answer, ...effects];
  },
};
