import { CUTTING } from './cutting.ts';
import { DECODING } from './decoding.ts';
import { FOLDING } from './folding.ts';
import { MATCHING } from './matching.ts';
import { NUMBERS } from './numbers.ts';
import { QUOTING } from './quoting.ts';
import { REWRITING } from './rewriting.ts';
import { SPELLING } from './spelling.ts';
import { SPLITTING } from './splitting.ts';
import { TRIMMING } from './trimming.ts';
import type { IdTransformation } from './types.ts';

/**
 * What stores and middlewares do to a key. The guard asks of every text what it could name under each of them; pairs of
 * ids to judge a target by come from the same table.
 */
export const ID_TRANSFORMATIONS: readonly IdTransformation[] = [
  ...FOLDING,
  ...TRIMMING,
  ...CUTTING,
  ...SPLITTING,
  ...DECODING,
  ...NUMBERS,
  ...MATCHING,
  ...QUOTING,
  ...SPELLING,
  ...REWRITING,
];
