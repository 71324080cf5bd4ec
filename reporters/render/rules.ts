/** `docs/rules.md` as data: how a question that the vendors' documents leave open was decided, and why. */

import { readFileSync } from 'node:fs';

export interface Rule {
  /** A letter and a number: `K16`. */
  readonly id: string;
  readonly title: string;
  /** What the documents leave open; Markdown in one line. */
  readonly question: string;
  /** The decision and its reason; Markdown in one line. */
  readonly decision: string;
}

const HEADING = /^### <a id="([a-z]\d{1,2})"><\/a>([A-Z]\d{1,2})\. (.+)$/;

/**
 * Reads the rules of a Markdown text: a heading with anchor, id and title, a paragraph `_Open:_`, a paragraph `_Rule:_`.
 * @throws Error that names the line of a rule that is written in another form or appears twice
 */
export function parseRules(markdown: string): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  const lines = markdown.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('### ')) continue;
    const fail = (what: string) => new Error(`docs/rules.md:${index + 1}: ${what}`);
    const [, anchor, id, title] = HEADING.exec(line) ?? [];
    if (!id || !title || anchor !== id.toLowerCase())
      throw fail('expected a heading like: ### <a id="k1"></a>K1. Title');
    if (rules.has(id)) throw fail(`rule ${id} is defined twice`);
    const end = lines.findIndex((one, n) => n > index && /^(#|<)/.test(one));
    const [question, decision, ...more] = paragraphs(lines.slice(index + 1, end === -1 ? undefined : end));
    if (!question?.startsWith('_Open:_ ') || !decision?.startsWith('_Rule:_ ') || more.length > 0)
      throw fail(`expected a paragraph that begins with _Open:_ and one that begins with _Rule:_ under ${id}`);
    rules.set(id, { id, title, question: question.slice(8), decision: decision.slice(8) });
  }
  return rules;
}

const paragraphs = (lines: readonly string[]): string[] =>
  lines
    .join('\n')
    .split(/\n{2,}/)
    .map((text) => text.trim().replaceAll('\n', ' '))
    .filter((text) => text !== '');

/** The rules of this version of the suite. */
export const RULES = parseRules(readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8'));

/** The last part of a source: `Reference, Delete User & Data (200); K17, A10` cites K17 and A10. */
const CITATIONS = /^(.*;\s*|\s*)([A-Z]\d{1,2}(?:,\s*[A-Z]\d{1,2})*)\s*$/s;

export interface Source {
  /** The document, with the semicolon that separates it from the rules. */
  readonly text: string;
  /** Ids of the rules that it cites. */
  readonly rules: readonly string[];
}

/** Takes a source apart: the rules are what follows its last semicolon, where that is a list of ids and nothing else. */
export function parseSource(source: string): Source {
  const [, text, ids] = CITATIONS.exec(source) ?? [];
  return ids === undefined ? { text: source, rules: [] } : { text: text ?? '', rules: ids.split(/,\s*/) };
}
