/**
 * The page's style sheet and script. They are files of their own, so that they are formatted and linted as what they
 * are, and go into the page unchanged: the page loads nothing, and its policy allows these two by their hash.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { raw } from 'hono/html';

// A checkout with CRLF must give the same bytes; a browser hashes what it parsed, which has LF only.
const read = (name: string): string =>
  readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8').replace(/\r\n/g, '\n');

const CSS = ['base.css', 'report.css', 'requirements.css', 'media.css'].map(read).join('');
const SCRIPT = read('page.js');

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The style sheet, for the head. */
export const STYLE = raw(`<style>${CSS}</style>`);

/** The script, for the end of the body. */
export const ENHANCEMENT = raw(`<script>${SCRIPT}</script>`);

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'";

/** Nothing is loaded and nothing runs but what is named here. */
export const POLICY = raw(`${NOTHING}; style-src ${hash(CSS)}; script-src ${hash(SCRIPT)}`);

/** The same for a page without script. */
export const STYLE_ONLY_POLICY = raw(`${NOTHING}; style-src ${hash(CSS)}`);
