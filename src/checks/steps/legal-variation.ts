import type { WireRequest } from '../../http/types.ts';
import type { DraftRequest } from '../../contract/cases/types.ts';
import { ask } from './judged-request.ts';
import { sendControl } from './control.ts';
import type { Observation, Scene } from '../types.ts';

/** A legal variation of the control: the answer should be the control's. */
export interface Variation {
  readonly about: string;
  readonly draft: DraftRequest;
  readonly sign?: (request: WireRequest) => WireRequest;
}

/** Sends a variation beside its control. */
export async function vary(scene: Scene, variation: Variation): Promise<Observation[]> {
  const control = await sendControl(scene);
  const { observation } = await ask(scene, {
    ...variation,
    role: 'fault',
    valid: true,
    control,
    mayMatchControl: true,
  });
  return [observation];
}
