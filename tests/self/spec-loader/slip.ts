import type { Edit } from '../vendors/edited-vendor.ts';

/** A slip of somebody who describes a vendor, and what the loader states. */
export interface Slip extends Edit {
  readonly what: string;
  readonly says: string;
  /** How many sentences say so, where it is wrong in several places; default: 1. */
  readonly sentences?: number;
  /** Text on the line that the sentence names; default: the replacement. */
  readonly at?: string;
}

/** Found in one file, and named there. */
export type ShortSlip = readonly [what: string, passage: string, replacement: string, says: string, at?: string];
