import type { Target } from '../../configuration/types.ts';
import type { Vendor } from '../../spec-loader/types.ts';
import type { KnownIds } from '../known-ids.ts';

/** What a request is judged by before it is sent. */
export interface Guarded {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly known: KnownIds;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
}
