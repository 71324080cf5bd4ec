import { similarValues, swapCase } from './similar-values.ts';

/** Consumer keys that are nearly the right one; a property is absent where there is none. */
export interface NearConsumerKeys {
  /** The same client with the id of another key: `client!key`, or what has no such parts with another second half. */
  readonly otherKeyId?: string;
  readonly otherCase?: string;
}

/**
 * Consumer keys that differ from `own` in a part that a lookup may leave out, the same for the same `source`. None is
 * `other`, which the second issuer holds.
 */
export function nearConsumerKeys(own: string, other: string | undefined, source: string): NearConsumerKeys {
  const at = own.indexOf('!') + 1 || Math.ceil(own.length / 2);
  const isFree = (key: string): boolean => key !== own && key !== other;
  const otherKeyId = similarValues(own.slice(at), source, 3)
    .map((keyId) => own.slice(0, at) + keyId)
    .find(isFree);
  const otherCase = [swapCase(own)].find(isFree);
  return { ...(otherKeyId === undefined ? {} : { otherKeyId }), ...(otherCase === undefined ? {} : { otherCase }) };
}
