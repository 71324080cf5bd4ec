/** The rules that this report's sources cite, with their text: a reader who has only this file can look them up. */

import type { Results, TargetReport } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { clauseUrl } from '../clause-link.ts';
import { parseSource, RULES } from '../rules.ts';
import type { Rule } from '../rules.ts';
import { linked } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

const anchorOf = (id: string): string => `rule-${id}`;

/**
 * A source that leads to its clause, and whose rule ids lead to the section of rules; an id that no rule has stays text.
 * @param documents what the vendor publishes
 */
export function sourceText(source: unknown, documents: TargetReport['documents'] = []): Html[] {
  const { text, rules: cited } = parseSource(visible(source));
  const url = clauseUrl(text, documents);
  const clause =
    url === undefined
      ? linked(text)
      : [html`<a href="${url}" rel="noreferrer">${text.replace(/[;\s]+$/, '')}</a>${/[;\s]+$/.exec(text)?.[0] ?? ''}`];
  return [...clause, ...cited.map((id, n) => html`${n ? ', ' : ''}${reference(id, RULES)}`)];
}

/** What a vendor publishes, as the report of its target lists it. */
export const documentsOf = ({ targets }: Results, vendor: string): TargetReport['documents'] =>
  targets.find((target) => target.vendor === vendor)?.documents;

/** The rules that a report cites, in the order of docs/rules.md. */
export function citedRules({ requirements, excluded, errata }: Results): ReadonlyMap<string, Rule> {
  const cited = new Set(
    [...requirements, ...excluded, ...errata].flatMap(({ source }) => parseSource(visible(source)).rules),
  );
  return new Map([...RULES].filter(([id]) => cited.has(id)));
}

/** Nothing at all where no source cites a rule. */
export function rules(results: Results): Html {
  const cited = citedRules(results);
  if (cited.size === 0) return html``;
  return html`<section aria-labelledby="rules">
    <h2 id="rules">Rules</h2>
    <p class="soft">
      The documents leave questions open. A source that ends in K16 or A7 relies on a decision; these are the decisions
      that this report relies on. The suite's docs/rules.md has all of them, with the question that each one answers.
    </p>
    <details>
      <summary>The ${cited.size} rules that sources cite</summary>
      <ul class="list">
        ${[...cited.values()].map(
          ({ id, title, decision }) =>
            html`<li class="rule" id="${anchorOf(id)}"><b>${id}. ${title}.</b> ${marked(decision, cited)}</li>`,
        )}
      </ul>
    </details>
  </section>`;
}

const reference = (id: string, shown: ReadonlyMap<string, Rule>): Html =>
  shown.has(id) ? html`<a href="#${anchorOf(id)}">${id}</a>` : html`${id}`;

/** The Markdown that rules use: links to rules, links to other files (as text), code and emphasis. */
const MARKS = /\[([A-Z]\d{1,2})\]\(#\w+\)|\[([^\]]+)\]\([^)]+\)|`([^`]+)`|(?<!\w)_([^_]+)_(?!\w)/g;

function marked(markdown: string, shown: ReadonlyMap<string, Rule>): Html[] {
  const pieces: Html[] = [];
  let from = 0;
  for (const match of markdown.matchAll(MARKS)) {
    const [whole, rule, link, code, emphasis] = match;
    pieces.push(html`${markdown.slice(from, match.index)}`);
    if (rule) pieces.push(reference(rule, shown));
    else if (code) pieces.push(html`<code>${code}</code>`);
    else pieces.push(emphasis ? html`<em>${emphasis}</em>` : html`${link}`);
    from = match.index + whole.length;
  }
  return [...pieces, html`${markdown.slice(from)}`];
}
