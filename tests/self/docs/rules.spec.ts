import { expect, test } from '@playwright/test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { parseRules, parseSource } from '../../../reporters/render/rules.ts';
import { withIndex } from '../../../scripts/rules-index.ts';
import { SLOW } from '../part.ts';
import { citationsIn, ROOT, texts } from './citations.ts';

const FILE = 'docs/rules.md';
const MARKDOWN = readFileSync(join(ROOT, FILE), 'utf8');
const RULES = parseRules(MARKDOWN);

/** How many rules each letter has, in the order of the file. */
const SERIES = { K: 30, C: 31, A: 51, D: 13, R: 5, E: 4 };

interface Cited {
  /** File, and requirement or erratum where it is one. */
  readonly where: string;
  readonly id: string;
}

const sources = readdirSync(join(ROOT, 'specs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => [
    ...requirementsOf(`specs/${name}/requirements.yaml`, 'requirements'),
    ...requirementsOf(`specs/${name}/errata.yaml`, 'errata'),
  ]);

/** Worked out by the tests that need it: the runner loads this file as well. */
const cited = (): Cited[] => [
  ...sources.flatMap(({ where, source }) => parseSource(source).rules.map((id) => ({ where, id }))),
  ...texts()
    .filter(({ file }) => file !== FILE)
    .flatMap((one) => citationsIn(one).map((id) => ({ where: one.file, id }))),
];

function requirementsOf(file: string, key: string): { where: string; source: string }[] {
  const value = parse(readFileSync(join(ROOT, file), 'utf8'), { maxAliasCount: -1 }) as Record<
    string,
    { id: string; source: string }[]
  >;
  return value[key]!.map(({ id, source }) => ({ where: `${file}: ${id}`, source }));
}

test('the rules are complete and in order', () => {
  const expected = Object.entries(SERIES).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, n) => `${letter}${n + 1}`),
  );
  expect([...RULES.keys()]).toEqual(expected);
});

test('no anchor is defined twice, and every link leads somewhere', () => {
  const anchors = [...MARKDOWN.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor!);
  expect(anchors.filter((anchor, n) => anchors.indexOf(anchor) !== n)).toEqual([]);
  for (const { file, text } of texts().filter((one) => one.file.endsWith('.md')))
    for (const [, path, anchor] of text.matchAll(/\]\(([^)#\s:]*)(?:#([^)\s]+))?\)/g)) {
      const target = path ? join(dirname(file), path) : file;
      expect(existsSync(join(ROOT, target)), `${file} links to ${target}`).toBe(true);
      if (target === FILE && anchor) expect(anchors, `${file} links to ${FILE}#${anchor}`).toContain(anchor);
    }
});

test('every citation names a rule', () => {
  const all = cited();
  expect(all.length).toBeGreaterThan(400);
  expect(all.filter(({ id }) => !RULES.has(id))).toEqual([]);
});

test('a source names rules after its last semicolon and nowhere else', () => {
  const elsewhere = sources.filter(({ source }) => /\b[ACDEKR]\d{1,2}\b/.test(parseSource(source).text));
  expect(elsewhere).toEqual([]);
});

test('every rule is cited, or is linked from one that is', SLOW, () => {
  const reached = new Set<string>();
  const reach = (id: string): void => {
    const rule = RULES.get(id);
    if (!rule || reached.has(id)) return;
    reached.add(id);
    for (const [, anchor] of `${rule.question} ${rule.decision}`.matchAll(/\]\(#([a-z]\d{1,2})\)/g))
      reach(anchor!.toUpperCase());
  };
  cited().forEach(({ id }) => reach(id));
  expect([...RULES.keys()].filter((id) => !reached.has(id))).toEqual([]);
});

test('an amendment and what it amends name each other', () => {
  const broken = [...RULES.values()].flatMap(({ id, decision }) =>
    [...decision.matchAll(/(?:Completes|Replaces) [^.]*/g)].flatMap(([sentence]) =>
      [...sentence.matchAll(/\b([ACKDR]\d{1,2})\b(?!\]\()/g), ...sentence.matchAll(/\[([ACKDR]\d{1,2})\]/g)]
        .map(([, earlier]) => earlier!)
        .filter((earlier) => !`${RULES.get(earlier)?.decision} ${RULES.get(earlier)?.question}`.includes(`[${id}]`))
        .map((earlier) => `${earlier} does not link to ${id}`),
    ),
  );
  expect(broken).toEqual([]);
});

test('the index lists the requirements of today', () => {
  expect(MARKDOWN, 'write it with: npm run rules').toBe(withIndex(MARKDOWN));
});

test('nothing cites a document that is not in the repository', () => {
  const absent =
    /\bdesign(\.md)?,? (section|rule|\d)|\((the )?design\b|of the design\b|vendor[ -]facts|\bPart 4\b|structure\.md|detection-gaps/i;
  const citing = texts()
    .filter(({ file }) => file !== join('tests', 'self', 'docs', 'rules.spec.ts'))
    .flatMap(({ file, text }) => text.split('\n').map((line, n) => ({ where: `${file}:${n + 1}`, line })))
    .filter(({ line }) => absent.test(line));
  expect(citing).toEqual([]);
});
