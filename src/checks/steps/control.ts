import type { Exchange } from '../../http/types.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import { matches } from '../../verdict/condition.ts';
import type { NotJudged } from '../../verdict/types.ts';
import { answerFacts, sameAnswer } from './response-facts.ts';
import { whyNotJudged } from './why-not-judged.ts';
import type { CheckContext } from '../types.ts';
import { inconclusive } from '../../verdict/not-judged.ts';

/**
 * Sends the requirement's control: next to an answer that it does not have, a refusal means something.
 * @throws NotJudgedError where it fits no request: unanswered, rate-limited, refused or crashed.
 */
export async function sendControl(context: CheckContext): Promise<Exchange> {
  const control = await context.control();
  const notJudged = brokenControl(control);
  if (notJudged) throw new NotJudgedError(notJudged, [control]);
  return control;
}

/** Why a control fits no request; undefined where it can. */
export function brokenControl(control: Exchange): NotJudged | undefined {
  const around = whyNotJudged(control, 'The control (valid credentials, an unknown id)');
  if (around) return around;
  const status = control.response?.status ?? 0;
  if (status !== 401 && status !== 403 && status < 500) return undefined;
  return inconclusive(
    'control',
    `The control (valid credentials, an unknown id) was answered ${status}, so the responses to other requests prove nothing.`,
  );
}

/**
 * Why a control does not hold for this faulty request: neither is its answer the documented one nor does it differ.
 * What is wrong with the control's own answer is charged to the requirement about unknown ids.
 */
export function matchedControl(context: CheckContext, control: Exchange, fault: Exchange): NotJudged | undefined {
  const { notFound, unknown = notFound } = context.vendor.profile.deletion;
  const documented = [unknown].flat().some((condition) => matches(condition, answerFacts(control)));
  if (documented || !sameAnswer(context, control, fault)) return undefined;
  return inconclusive(
    'control',
    `The faulty request and its control were both answered ${control.response?.status ?? 0} with the same code, which is not the documented response to an unknown id: nothing shows that the fault was noticed.`,
  );
}
