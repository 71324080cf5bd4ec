import type { Exchange } from '../../http/types.ts';
import { Unjudgeable } from '../../users/not-judged-error.ts';
import { matches } from '../../verdict/condition.ts';
import type { Trouble } from '../../verdict/types.ts';
import { answerFacts, sameAnswer } from './response-facts.ts';
import { inconclusive, surroundings } from './why-not-judged.ts';
import type { Scene } from '../types.ts';

/**
 * Sends the row's control: beside an answer that it does not have, a refusal means something.
 * @throws Unjudgeable where it cannot stand beside any request: unanswered, rate-limited, refused or crashed.
 */
export async function sendControl(scene: Scene): Promise<Exchange> {
  const control = await scene.control();
  const trouble = brokenControl(control);
  if (trouble) throw new Unjudgeable(trouble, [control]);
  return control;
}

/** Why a control cannot stand beside any request; undefined where it can. */
export function brokenControl(control: Exchange): Trouble | undefined {
  const around = surroundings(control, 'The control (valid credentials, an unknown id)');
  if (around) return around;
  const status = control.response?.status ?? 0;
  if (status !== 401 && status !== 403 && status < 500) return undefined;
  return inconclusive(
    'control',
    `The control (valid credentials, an unknown id) was answered ${status}, so the responses to other requests prove nothing.`,
  );
}

/**
 * Why a control does not hold beside this faulty request: neither is its answer the documented one nor does it differ.
 * What is wrong with the control's own answer is charged to the row about unknown ids.
 */
export function matchedControl(scene: Scene, control: Exchange, fault: Exchange): Trouble | undefined {
  const { notFound, unknown = notFound } = scene.vendor.profile.deletion;
  const documented = [unknown].flat().some((condition) => matches(condition, answerFacts(control)));
  if (documented || !sameAnswer(scene, control, fault)) return undefined;
  return inconclusive(
    'control',
    `The faulty request and its control were both answered ${control.response?.status ?? 0} with the same code, which is not the documented response to an unknown id: nothing shows that the fault was noticed.`,
  );
}
