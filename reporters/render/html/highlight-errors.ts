/** Points at the places of a JSON body that break its schema. */

import { isNode, parseDocument } from 'yaml';
import { visible } from '../sanitize.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** A range of a text: [start, end). */
type Range = readonly [start: number, end: number];

/**
 * The body with the values at these JSON Pointers marked. A body that is no JSON, or was cut, is shown as it is, and a
 * pointer at the whole body marks nothing: there is no place to point at.
 */
export function highlightErrors(body: string, pointers: readonly string[]): Html {
  const pieces: (Html | string)[] = [];
  let shown = 0;
  for (const [start, end] of ranges(body, [...new Set(pointers)].filter(Boolean))) {
    if (start < shown) continue;
    pieces.push(visible(body.slice(shown, start)), html`<mark>${visible(body.slice(start, end))}</mark>`);
    shown = end;
  }
  return html`${pieces}${visible(body.slice(shown))}`;
}

function ranges(body: string, pointers: readonly string[]): Range[] {
  if (pointers.length === 0) return [];
  try {
    JSON.parse(body);
    // JSON is YAML, and this parser knows where each value is.
    const document = parseDocument(body, { uniqueKeys: false, logLevel: 'silent' });
    const found = pointers.flatMap((pointer) => {
      const node: unknown = document.getIn(keys(pointer), true);
      return isNode(node) && node.range ? [[node.range[0], node.range[1]] as const] : [];
    });
    return found.sort((a, b) => a[0] - b[0]);
  } catch {
    return []; // No JSON, or nested too deeply to be walked.
  }
}

const keys = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
