import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { WireRequest } from '../../http/types.ts';
import type { Vendor } from '../../spec-loader/types.ts';
import { CREDENTIAL_VARIATIONS } from './credentials.ts';
import { CLIENT_VARIATIONS } from './clients.ts';
import { FIELD_VARIATIONS, OTHER_LABELS } from './fields.ts';
import { JSON_VARIATIONS } from './json.ts';
import type { RequestVariation } from './types.ts';

export type { RequestVariation } from './types.ts';

const ALL: ReadonlyMap<string, RequestVariation> = new Map(
  [...FIELD_VARIATIONS, ...OTHER_LABELS, ...CLIENT_VARIATIONS, ...JSON_VARIATIONS, ...CREDENTIAL_VARIATIONS].map(
    (one) => [one.name, one],
  ),
);

/** What a requirement may name. */
export const VARIATION_NAMES: readonly string[] = [...ALL.keys()];

/** The variation of that name. @throws Error where there is none: the loader has checked the names. */
export function variationOf(name: string): RequestVariation {
  const variation = ALL.get(name);
  if (variation) return variation;
  throw new Error(`there is no variation "${name}"`);
}

/** As few requests as can carry all of these: no request varies one part twice. */
export function combined(variations: readonly RequestVariation[]): RequestVariation[][] {
  const requests: RequestVariation[][] = [];
  for (const one of variations) {
    const free = requests.find((request) => request.every(({ part }) => part !== one.part));
    if (free) free.push(one);
    else requests.push([one]);
  }
  return requests;
}

/**
 * A request that is varied in all of these ways, and how it is written once it is signed.
 * @param run what the ids of the run have in common, for what several requests of one run share
 */
export function varied(
  draft: UnsignedRequest,
  variations: readonly RequestVariation[],
  vendor: Vendor,
  run = '',
): { draft: UnsignedRequest; written: (signed: WireRequest) => WireRequest } {
  return {
    draft: variations.reduce((request, one) => one.draft?.(request, vendor, run) ?? request, draft),
    written: (signed) => variations.reduce((request, one) => one.written?.(request) ?? request, signed),
  };
}

/** "the field names in small letters, and no Accept". */
export function describeVariations(variations: readonly RequestVariation[]): string {
  return variations.map(({ description }) => description).join(', and ');
}
