import type { Exchange } from '../http/types.ts';
import type { NotJudged } from '../verdict/types.ts';

/** Thrown anywhere inside a check: the requirement cannot be judged, and why. */
export class NotJudgedError extends Error {
  readonly notJudged: NotJudged;
  readonly exchanges: readonly Exchange[];

  constructor(notJudged: NotJudged, exchanges: readonly Exchange[] = []) {
    super(notJudged.message);
    this.name = 'NotJudgedError';
    this.notJudged = notJudged;
    this.exchanges = exchanges;
  }
}
