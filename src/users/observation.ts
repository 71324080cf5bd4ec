import type { Exchange } from '../http/types.ts';
import type { NotJudged } from '../verdict/types.ts';

/** One look at a user. */
export interface UserObservation {
  /** `presumed`: nothing was asked, a later deletion will show (`repeat`). `answered 500` is a state too (A10). */
  readonly state: 'living' | 'terminating' | 'gone' | 'presumed' | 'answered 500' | 'unknown';
  /** Why it is unknown. */
  readonly notJudged?: NotJudged;
  /** What the report states about an answer that counts as gone and is not documented as that (A44). */
  readonly note?: string;
  readonly markers: readonly unknown[];
  readonly exchanges: readonly Exchange[];
  /** What each read showed, where the contract's reads were asked. */
  readonly reads?: readonly ReadResult[];
}

/** What one read of a look showed. */
export interface ReadResult {
  readonly name: string;
  readonly state: UserObservation['state'];
  /** Its parsed body; undefined where it has none, or an encrypted one. */
  readonly body: unknown;
}

/** What a look shows of harm; undefined: nothing. */
export type SaysHarm = (observation: UserObservation) => boolean | undefined;
