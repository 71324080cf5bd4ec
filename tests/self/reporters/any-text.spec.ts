import { readBack } from '../../../src/evidence/redacted.ts';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { validateXML } from 'xmllint-wasm';
import { compare } from '../../../reporters/compare/compare.ts';
import { compareHtml } from '../../../reporters/compare/html.ts';
import { compareText } from '../../../reporters/compare/text.ts';
import { Progress } from '../../../reporters/progress.ts';
import { renderBadge } from '../../../reporters/render/badge.ts';
import { oneLine, visible } from '../../../reporters/render/sanitize.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderJunit } from '../../../reporters/render/junit.ts';
import { schemaViolation } from '../../../src/results/results-schema.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { writeReport } from '../../../reporters/write.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { SLOW } from '../part.ts';
import { outlineOf, readHtml, readMarkdown, readXml } from './strict-readers.ts';
import { anyReadableResults, anyResults, anyText, fullResults, planted } from './planted.ts';

// Whatever strings a run holds, each output is well-formed, says them, and does nothing that they say.

const XSD = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('texts are planted wherever the schema of the results allows any, and the results keep it', () => {
  const places: string[] = [];
  const results = planted(fullResults(), (path) => {
    places.push(path.replace(/\/\d+/g, '/*'));
    return '\ud800&nbsp;';
  });
  expect(schemaViolation(results)).toBeNull();
  expect(new Set(places).size).toBeGreaterThan(60);
  for (const place of [
    '/headline',
    '/requirements/*/actual',
    '/requirements/*/evidence/*/response/headers/*/*',
    '/requirements/*/evidence/*/response/body',
    '/requirements/*/evidence/*/error/message',
    '/requirements/*/evidence/*/schemaErrors/*/path',
    '/requirements/*/knownFailure/link',
    '/configuration/KNOT_SECRET (name)',
    '/targets/*/notes/*',
    '/cleanup/*/left/*',
    '/excluded/*/reason',
    '/knownFailures/*/reason',
    '/partial/selection',
  ])
    expect(places).toContain(place);
});

test('junit.xml is well-formed, keeps its schema and reads back', SLOW, async () => {
  const drawn = fc.sample(anyResults(), 40);
  const xml = drawn.map((results, n) => ({ fileName: `${n}.xml`, contents: renderJunit(results) }));
  const { errors } = await validateXML({ xml, schema: [XSD] });
  expect(errors.map(({ message }) => message)).toEqual([]);

  const shape = outlineOf(readXml(renderJunit(fullResults())));
  fc.assert(
    fc.property(anyResults(), (results) => {
      const root = readXml(renderJunit(results));
      expect(outlineOf(root)).toEqual(shape);
      const cases = root.children.flatMap(({ children }) => children);
      for (const requirement of results.requirements) {
        const { text, source, expected, verdict, message } = requirement;
        const [one] = cases.filter(({ attributes }) => attributes['name'] === requirement.id);
        expect(one?.text).toContain(visible(text));
        expect(one?.text).toContain(visible(source));
        if (verdict !== 'fail' || requirement.knownFailure) continue;
        const [failure] = one?.children ?? [];
        expect(failure?.text).toContain(`Expected: ${visible(expected)}`);
        expect(failure?.attributes['message']).toBe(oneLine(`fail: ${message || text}`));
      }
    }),
  );
});

test('index.html and the comparison hold no element, attribute or script but their own', SLOW, async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:prettier'],
    // A text may be all blank; a heading or caption of it is then empty.
    rules: {
      'valid-id': ['error', { relaxed: true }],
      'doctype-style': 'off',
      'no-trailing-whitespace': 'off',
      'empty-heading': 'off',
      'empty-title': 'off',
      'text-content': 'off',
      'long-title': 'off',
    },
  });
  const own = readHtml(renderHtml(fullResults()));
  const others = [fullResults(), planted(fullResults(), () => 'other')];
  const comparing = others.map((other) => readHtml(compareHtml(compare(fullResults(), other))));
  const names = new Set([own, ...comparing].flatMap((page) => page.names));
  await fc.assert(
    fc.asyncProperty(anyResults(), anyResults(), async (before, after) => {
      const pages = [
        [renderHtml(after), own.scripts],
        [compareHtml(compare(before, after)), []],
      ] as const;
      for (const [page, scripts] of pages) {
        const { results: files } = await validator.validateString(page);
        expect(files.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.ruleId} ${m.message}`))).toEqual([]);
        const read = readHtml(page);
        expect(read.errors).toEqual([]);
        expect(read.names.filter((name) => !names.has(name))).toEqual([]);
        expect(read.scripts).toEqual(scripts);
        expect(read.links.filter((link) => !/^(?:#|https?:\/\/)/.test(link))).toEqual([]);
        expect(page).not.toMatch(UNSEEN);
      }
      const shown = squeezed(readHtml(pages[0][0]).text);
      for (const text of textsOnThePage(after)) expect(shown).toContain(squeezed(visible(text)));
    }),
    { numRuns: 8 },
  );
});

/** Texts that stand on the page in full. */
function textsOnThePage({ requirements, errata, excluded, configuration, targets, headline }: Results): string[] {
  return [
    headline,
    ...requirements.flatMap(({ text, expected, source }) => [text, expected, source]),
    ...requirements.flatMap(({ evidence }) => evidence.map(({ curl }) => curl)),
    ...requirements.flatMap(({ evidence }) => evidence.map(({ response }) => response?.body ?? '')),
    ...errata.flatMap(({ where, reason, source }) => [where, reason, source]),
    ...excluded.flatMap(({ text, reason }) => [text, reason]),
    // A pair without a value is left out.
    ...Object.entries(configuration)
      .filter(([, value]) => value !== '')
      .flat(),
    ...targets.flatMap(({ notes }) => notes),
  ];
}

test('summary.md holds no HTML, link, image, list, heading or cell but its own', SLOW, () => {
  const shape = readMarkdown(renderSummary(planted(fullResults(), () => 'word'))).outline;
  fc.assert(
    fc.property(anyReadableResults(), (results) => {
      const summary = renderSummary(results);
      const read = readMarkdown(summary);
      expect(read.outline).toEqual(shape);
      const headline = oneLine(results.headline).slice(0, 900);
      expect(read.texts.some((text) => text.startsWith(headline))).toBe(true);
      for (const { id } of results.requirements.filter(({ verdict }) => verdict === 'fail'))
        expect(read.texts).toContain(id);
      expect(summary).not.toMatch(UNSEEN);
    }),
    { numRuns: 80 },
  );
});

test('the terminal gets no control character but our own, and no line that a CI system obeys', SLOW, () => {
  fc.assert(
    fc.property(anyResults(), anyResults(), anyText(), fc.boolean(), (before, after, text, colour) => {
      const progress: string[] = [];
      const output = { write: (line: string) => progress.push(line), isTTY: false };
      new Progress(output, 1).done(readBack(text), 'fail', true);
      for (const said of [
        renderTerminal(after, { colour, reportDir: text }),
        compareText(compare(before, after)),
        progress.join(''),
      ]) {
        const plain = colour ? said.replace(/\x1b\[\d{1,2}m/g, '') : said;
        expect(plain).not.toMatch(UNSEEN);
        // GitHub trims a line first; ##[…] is obeyed anywhere in it, as Azure's and TeamCity's commands are.
        expect(plain.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
        expect(plain).not.toMatch(/##\w*\[/);
      }
    }),
    { numRuns: 80 },
  );
});

test('results.json and badge.json read back as what they were', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'any-text-'));
  try {
    await fc.assert(
      fc.asyncProperty(anyResults(), async (results) => {
        await writeReport(dir, readBack(results));
        expect(JSON.parse(await readFile(join(dir, 'results.json'), 'utf8'))).toEqual(results);
        expect(JSON.parse(await readFile(join(dir, 'badge.json'), 'utf8'))).toEqual(
          JSON.parse(renderBadge(fullResults())),
        );
      }),
      { numRuns: 20 },
    );
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('a text of a megabyte is shown', SLOW, () => {
  const long = '&<|\\\x1b'.repeat(200_000);
  const results = { ...fullResults(), headline: long };
  expect(readXml(renderJunit({ ...results, outcome: 'incomplete', requirements: [] })).text).toContain(visible(long));
  expect(readMarkdown(renderSummary(results)).texts.join('').length).toBeLessThan(20_000);
  expect(renderTerminal(results, { colour: false, reportDir: 'x' })).not.toMatch(UNSEEN);
});

/** Control characters but tab and line feed, halves of characters, noncharacters, and what reorders or hides text. */
const UNSEEN =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}|\p{Noncharacter_Code_Point}/u;
