/** Small pieces that every part of the page uses. Whatever is not made here is escaped by the template tag. */

import type { Outcome, Verdict } from '../../../src/verdict/types.ts';
import { visible } from '../sanitize.ts';
import { icon } from './icons.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export const TONE: Readonly<Record<Verdict | Outcome, string>> = {
  pass: 'good',
  fail: 'bad',
  warn: 'warned',
  info: 'calm',
  'not-observed': 'calm',
  'not-applicable': 'calm',
  'not-run': 'open',
  inconclusive: 'open',
  error: 'bad',
  conformant: 'good',
  nonconformant: 'bad',
  incomplete: 'open',
  invalid: 'bad',
};

/** Glyph and word: colour alone carries no meaning. */
export const verdictBadge = (verdict: Verdict | Outcome): Html =>
  html`<span class="verdict ${TONE[verdict]}">${icon(verdict)} ${verdict}</span>`;

/** A text whose web addresses become links; nothing else of it becomes markup. Meant for the texts of our own requirements, safe for any. */
export function linked(text: unknown): Html[] {
  const pieces = visible(text).split(/(https?:\/\/[^\s<>"'()]*[^\s<>"'().,;:])/);
  return pieces.map((piece, n) => (n % 2 ? html`<a href="${piece}" rel="noreferrer">${piece}</a>` : html`${piece}`));
}

/** Name and value pairs; a pair without value is left out. */
export function pairs(entries: readonly (readonly [name: string, value: Html | Html[] | string | null])[]): Html {
  const shown = entries.filter(([, value]) => value !== null && value !== '');
  return html`<dl>
    ${shown.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${typeof value === 'string' ? visible(value) : value}</dd>`,
    )}
  </dl>`;
}

/** `2026-01-31T10:00:00.000Z` as `2026-01-31 10:00:00 UTC`: no locale, so the same file gives the same page. */
export const utc = (instant: string): string => visible(instant).replace(/^(.{10})T(.{8})(\.\d+)?Z$/, '$1 $2 UTC');

/** `3 exchanges`, `1 exchange`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
