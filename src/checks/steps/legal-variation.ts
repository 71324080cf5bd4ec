import { breachOf } from '../../contract/keeps-contract.ts';
import type { WireRequest } from '../../http/types.ts';
import type { UnsignedRequest } from '../../contract/cases/types.ts';
import { sendJudged } from './judged-request.ts';
import { sendControl } from './control.ts';
import type { Observation, CheckContext } from '../types.ts';

/** A legal variation of the control: the answer should be the control's. */
export interface Variation {
  readonly about: string;
  readonly draft: UnsignedRequest;
  readonly sign?: (request: WireRequest) => WireRequest;
}

/** Sends a variation next to its control. */
export async function sendVariation(context: CheckContext, variation: Variation): Promise<Observation[]> {
  const control = await sendControl(context);
  const { observation } = await sendJudged(context, {
    ...variation,
    role: 'fault',
    conforms: breachOf(variation.draft, context.vendor) === undefined,
    control,
    mayMatchControl: true,
    repeatable: true,
  });
  return [observation];
}
