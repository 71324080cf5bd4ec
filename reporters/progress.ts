/** What a person sees while a run is under way: one line that moves on a terminal, one line per finding elsewhere. */

import type { Redacted } from '../src/evidence/redacted.ts';
import type { Verdict } from '../src/verdict/types.ts';
import { word } from './render/sanitize.ts';
import { GLYPH } from './render/messages.ts';
import { runStatusLine, type RunStatus } from './run-status.ts';

export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Verdicts that get a line of their own in a log. Of a dead target every requirement is inconclusive: the end states that once. */
const LOUD: readonly Verdict[] = ['fail', 'warn', 'error'];

/** How many requirements pass unmentioned between two lines of a log. */
const STRIDE = 25;

/** A run that is over before is not spoken of; on a terminal its line is written again so often, in a log a line so often. */
const LONG_MS = 10_000;
const ON_TERMINAL_MS = 1000;
const IN_LOG_MS = 15_000;

/** The time, in ms since the epoch, and a timer. */
export interface Ticker {
  now(): number;
  /** @returns what ends it */
  every(ms: number, act: () => void): () => void;
}

/** Keeps no process alive. */
const SYSTEM_TICKER: Ticker = {
  now: () => Date.now(),
  every(ms, act) {
    const timer = setInterval(act, ms).unref();
    return () => clearInterval(timer);
  },
};

export class Progress {
  readonly #output: ProgressOutput;
  /** How many requirements are judged. */
  total: number;
  #done = 0;
  #open = false;
  #status: (() => string | undefined) | undefined;
  #unfollow: (() => void) | undefined;

  /** @param total how many requirements are judged. */
  constructor(output: ProgressOutput, total = 0) {
    this.#output = output;
    this.total = total;
  }

  /** Shows the state of a run once it takes long: a line that is rewritten on a terminal, one now and then in a log. */
  follow(status: () => RunStatus, ticker: Ticker = SYSTEM_TICKER): void {
    this.end();
    const startedAt = ticker.now();
    this.#status = () => {
      const now = ticker.now();
      if (now - startedAt < LONG_MS) return undefined;
      return runStatusLine(status(), { done: this.#done, total: this.total, startedAt, now });
    };
    this.#unfollow = ticker.every(this.#output.isTTY ? ON_TERMINAL_MS : IN_LOG_MS, () => {
      const line = this.#status?.();
      if (line === undefined) return;
      if (this.#output.isTTY) this.#rewrite(line);
      else this.#output.write(`${line}\n`);
    });
  }

  /** Reports that a requirement is done. In a log only what went wrong gets a line, and every 25th. */
  done(id: Redacted<string>, verdict: Verdict, isKnown = false): void {
    this.#done += 1;
    const known = isKnown ? ' (known failure)' : '';
    const line = `[${String(this.#done)}/${String(this.total)}] ${GLYPH[verdict]} ${word(id)}`;
    if (this.#output.isTTY) this.#rewrite(this.#status?.() ?? line);
    else if (LOUD.includes(verdict)) this.#output.write(`${line} ${verdict}${known}\n`);
    else if (this.#done % STRIDE === 0 || this.#done === this.total) this.#output.write(`${line}\n`);
  }

  #rewrite(line: string): void {
    this.#output.write(`\r\u001b[2K${line.slice(0, Math.max(20, (this.#output.columns ?? 80) - 1))}`);
    this.#open = true;
  }

  /** Follows the run no longer, and clears the moving line. */
  end(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.#status = undefined;
    if (this.#open) this.#output.write('\r\u001b[2K');
    this.#open = false;
  }
}
