import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { Exchange } from '../../http/types.ts';
import type { CheckContext } from '../types.ts';
import { sendJudged, type JudgedResponse } from './judged-request.ts';

/**
 * Sends a request without credentials where none is documented: at another path, or by another method. What it does is judged
 * by what becomes of the user that it names.
 */
export function sendWithoutCredentials(
  context: CheckContext,
  draft: UnsignedRequest,
  about: string,
  control: Exchange,
): Promise<JudgedResponse> {
  return sendJudged(context, {
    draft,
    role: 'fault',
    about,
    conforms: false,
    sign: (request) => request,
    badCredentials: true,
    provoking: true,
    control,
    mayMatchControl: true,
  });
}
