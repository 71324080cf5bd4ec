/** What a person sees while a run is under way: one line that moves on a terminal, one line per finding elsewhere. */

import type { Redacted } from '../src/evidence/redacted.ts';
import type { Verdict } from '../src/verdict/types.ts';
import { word } from './render/sanitize.ts';
import { GLYPH } from './render/messages.ts';

export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Verdicts that get a line of their own in a log. Of a dead target every requirement is inconclusive: the end says that once. */
const LOUD: readonly Verdict[] = ['fail', 'warn', 'error'];

/** How many requirements pass unmentioned between two lines of a log. */
const STRIDE = 25;

export class Progress {
  readonly #output: ProgressOutput;
  /** How many requirements are judged. */
  total: number;
  #done = 0;
  #open = false;

  /** @param total how many requirements are judged. */
  constructor(output: ProgressOutput, total = 0) {
    this.#output = output;
    this.total = total;
  }

  /** Tells that a requirement is done. In a log only what went wrong gets a line, and every 25th. */
  done(id: Redacted<string>, verdict: Verdict, isKnown = false): void {
    this.#done += 1;
    const known = isKnown ? ' (known failure)' : '';
    const line = `[${String(this.#done)}/${String(this.total)}] ${GLYPH[verdict]} ${word(id)}`;
    if (this.#output.isTTY) {
      this.#output.write(`\r\u001b[2K${line.slice(0, Math.max(20, (this.#output.columns ?? 80) - 1))}`);
      this.#open = true;
    } else if (LOUD.includes(verdict)) this.#output.write(`${line} ${verdict}${known}\n`);
    else if (this.#done % STRIDE === 0 || this.#done === this.total) this.#output.write(`${line}\n`);
  }

  /** Clears the moving line. */
  end(): void {
    if (this.#open) this.#output.write('\r\u001b[2K');
    this.#open = false;
  }
}
