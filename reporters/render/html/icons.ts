/**
 * Verdicts and outcomes as drawings: a machine without a symbol font shows the same as every other. Each is defined once
 * and referred to; the word always is next to it.
 */

import { raw } from 'hono/html';
import type { Outcome, Verdict } from '../../../src/verdict/types.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** Strokes in a box of 16 × 16. */
const STROKES: Readonly<Record<Verdict, string>> = {
  pass: 'M3 8.5 6.5 12 13 4.5',
  fail: 'M4 4 12 12M12 4 4 12',
  warn: 'M8 2.5 14.5 13.5H1.5ZM8 6.5V9.5M8 11.4V11.8',
  info: 'M8 7.2V12.5M8 3.6V4.1',
  'not-observed': 'M6.5 8H9.5',
  'not-applicable': 'M3.5 8H12.5',
  'not-run': 'M13 8A5 5 0 1 1 3 8A5 5 0 1 1 13 8Z',
  inconclusive: 'M5.2 5.6C5.2 2.4 10.8 2.4 10.8 5.6C10.8 7.8 8 7.6 8 10M8 12.7V13.1',
  error: 'M5.5 2.5V9.5M5.5 12.8V13.2M10.5 2.5V9.5M10.5 12.8V13.2',
};

const OF_OUTCOME: Readonly<Record<Outcome, Verdict>> = {
  conformant: 'pass',
  nonconformant: 'fail',
  incomplete: 'not-run',
  invalid: 'error',
};

/** The definitions; they are there once, at the top of the page. */
export const icons = (): Html =>
  html`<svg class="defs" aria-hidden="true">
    ${raw(
      Object.entries(STROKES)
        .map(([name, path]) => `<symbol id="glyph-${name}" viewBox="0 0 16 16"><path d="${path}"></path></symbol>`)
        .join(''),
    )}
  </svg>`;

/** The drawing of a verdict or outcome, hidden from those who hear the page. */
export const icon = (word: Verdict | Outcome): Html =>
  html`<svg class="glyph" aria-hidden="true">
    <use href="#glyph-${word in OF_OUTCOME ? OF_OUTCOME[word as Outcome] : word}"></use>
  </svg>`;
