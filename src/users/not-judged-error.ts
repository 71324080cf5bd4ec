import type { Exchange } from '../http/types.ts';
import type { Trouble } from '../verdict/types.ts';

/** Thrown anywhere inside a check: the row cannot be judged, and why. */
export class Unjudgeable extends Error {
  readonly trouble: Trouble;
  readonly exchanges: readonly Exchange[];

  constructor(trouble: Trouble, exchanges: readonly Exchange[] = []) {
    super(trouble.message);
    this.name = 'Unjudgeable';
    this.trouble = trouble;
    this.exchanges = exchanges;
  }
}
