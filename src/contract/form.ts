import { parseMediaType } from '../http/media-type.ts';
import type { Operation } from './types.ts';

/** Whether the body of an operation is written as a form (URL Standard, `application/x-www-form-urlencoded`). */
export function isForm({ requestBody }: Operation): boolean {
  return parseMediaType(requestBody?.mediaType ?? '')?.type === 'application/x-www-form-urlencoded';
}
