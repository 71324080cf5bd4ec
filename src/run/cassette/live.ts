import { lastLook } from '../last-look.ts';
import { preflight } from '../preflight.ts';
import { runRow } from '../run-row.ts';
import type { Deck } from './deck.ts';

/** A run that is neither recorded nor replayed. */
export const LIVE: Deck = { preflight, judge: runRow, lastLook };
