import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { HtmlValidate } from 'html-validate';
import { validateXML } from 'xmllint-wasm';
import { schemaViolation } from '../../../src/results/results-schema.ts';
import type { Shown } from '../reporters/page.ts';

const XSD = readFileSync(new URL('../reporters/junit.xsd', import.meta.url), 'utf8');

// As for every other report: formatting is nobody's concern, ids of requirements hold a slash.
const html = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:prettier'],
  rules: { 'valid-id': ['error', { relaxed: true }], 'doctype-style': 'off', 'no-trailing-whitespace': 'off' },
});

/** All that a run has written. */
export interface Outputs {
  readonly 'results.json': string;
  readonly 'index.html': string;
  readonly 'junit.xml': string;
  readonly 'summary.md': string;
  readonly 'badge.json': string;
  readonly terminal: string;
}

/** Control characters but tab and line feed, and what reorders or hides text. */
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/** Holds every output against its format; whatever a target sent is text in it, and nothing else. */
export async function expectValid(outputs: Outputs, open: (html: string) => Promise<Shown>): Promise<void> {
  expect(schemaViolation(JSON.parse(outputs['results.json']))).toBeNull();

  const page = outputs['index.html'];
  const { results: files } = await html.validateString(page);
  expect(files.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.ruleId} ${m.message}`))).toEqual([]);
  const { page: shown, said } = await open(page);
  expect(said, 'what the page said, asked for or showed').toEqual([]);
  expect(await shown.locator('img, iframe, object, embed, form, base, link, a[href^="javascript:"]').count()).toBe(0);
  expect(await shown.locator('script').count(), 'the script of the report itself').toBe(1);

  const xml = [{ fileName: 'junit.xml', contents: outputs['junit.xml'] }];
  const { errors } = await validateXML({ xml, schema: [XSD] });
  expect(errors.map(({ message }) => message)).toEqual([]);

  expect(JSON.parse(outputs['badge.json'])).toMatchObject({ schemaVersion: 1, label: 'deletion conformance' });

  const summary = outputs['summary.md'];
  expect(summary).not.toMatch(/<script|<img|(?<!\\)!\[|(?<!\\)\]\(/);
  for (const text of [page, summary, outputs.terminal]) expect(text).not.toMatch(UNSEEN);
  // Commands of CI systems stand at the beginning of a line, or after two hashes.
  expect(outputs.terminal).not.toMatch(/^\s*::|##(?:vso)?\[/m);
}
