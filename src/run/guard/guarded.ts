import type { Target } from '../../target/types.ts';
import type { Vendor } from '../../vendor/types.ts';
import type { KnownIds } from '../known-ids.ts';

/** What a request is judged by before it is sent. */
export interface Guarded {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly known: KnownIds;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
}
