import type { CatalogueEntry, ExplainedRequirement } from '../../src/session/catalogue.ts';
import type { Clause } from '../../src/verdict/types.ts';
import { describeCondition } from '../../src/verdict/condition.ts';
import { parseSource, RULES } from './rules.ts';
import { clip, word } from './sanitize.ts';

const MOST_REQUESTS = 12;
const MOST_FAULTS = 12;
const LONGEST = 120;

/** Every requirement on a line: id, level, area, what it needs, what it costs. */
export function renderCatalogue(entries: readonly CatalogueEntry[]): string {
  const longest = Math.max(0, ...entries.map(({ requirement: { id } }) => id.length));
  const vendors = [...new Set(entries.map(({ requirement }) => requirement.vendor))];
  return vendors
    .map((vendor) => {
      const own = entries.filter(({ requirement }) => requirement.vendor === vendor);
      const excluded = own.filter(({ requirement }) => requirement.excluded !== undefined).length;
      const head = `${vendor}: ${own.length - excluded} requirements, ${excluded} that cannot be tested`;
      return [head, ...own.map((one) => `  ${lineOf(one, longest)}`)].join('\n');
    })
    .join('\n\n');
}

function lineOf(entry: CatalogueEntry, longest: number): string {
  const { id, level, area, excluded } = entry.requirement;
  const what =
    excluded === undefined ? [needsOf(entry), ...(entry.quick ? ['quick'] : []), costOf(entry)] : ['not tested'];
  return [word(id).padEnd(longest), level.padEnd(6), area.padEnd(11), what.join('; ')].join('  ');
}

function needsOf({ needs: { deleted, preserved }, special, requirement, runLevel }: CatalogueEntry): string {
  const users = [
    ...(deleted > 0 ? [`${count(deleted, 'user')} to delete`] : []),
    ...(preserved > 0 ? [`${count(preserved, 'user')} to spare`] : []),
  ].join(', ');
  const needs = [
    runLevel ? 'the other requirements' : users || 'no existing user',
    ...(special ? ['created in a specific way'] : []),
    ...(requirement.hazardous ? ['loopback or --allow-hazardous'] : []),
    ...(requirement.optional ? ['optional'] : []),
  ];
  return needs.join(', ');
}

function costOf({ runLevel, cases, requests }: CatalogueEntry): string {
  if (runLevel) return 'sends nothing';
  if (requests !== null) return count(requests, 'request');
  return cases > 0 ? `${cases} generated requests` : 'few requests';
}

/** One requirement: its text, why it is demanded, what is sent, what passes and fails, what it catches. */
export function renderExplanation(explained: ExplainedRequirement): string {
  const { requirement, sent, faults, alone } = explained;
  const { id, level, area, text, source, check, excluded } = requirement;
  const lines = [`${word(id)} (${level}, ${area})`, word(text)];
  const add = (name: string, values: readonly string[]): void => {
    if (values.length > 0) lines.push('', name, ...values.map((value) => `  ${value}`));
  };
  const { text: document, rules } = parseSource(source);
  add('Source', [word(document.replace(/;\s*$/, ''))].filter(Boolean));
  add('Why', rules.map(ruleText));
  if (excluded !== undefined) {
    add('Not tested', [word(excluded)]);
    return lines.join('\n');
  }
  add('Check', [word(check)]);
  add('Needs', [needsOf(explained)]);
  add('Sent', sentLines(explained, sent));
  add('Passes when', requirement.expect.map(clauseText));
  add('Otherwise', gradeLines(requirement.expect));
  if (requirement.try !== undefined) add('If it fails', [word(requirement.try)]);
  add('Faults that it is measured to catch', cutList(faults.map(word), MOST_FAULTS, 'further faults'));
  add('Of these, what no other requirement finds', cutList(alone.faults.map(word), MOST_FAULTS, 'further faults'));
  if (alone.stays !== null) add('Why it stays, although others find its faults too', [word(alone.stays)]);
  return lines.join('\n');
}

function ruleText(id: string): string {
  const rule = RULES.get(id);
  // The page links to other rules; a terminal cannot.
  return rule ? `${id}. ${word(rule.title)}: ${word(rule.decision.replace(/\[([A-Z]\d+)\]\([^)]*\)/g, '$1'))}` : id;
}

function sentLines({ runLevel, cases }: ExplainedRequirement, sent: ExplainedRequirement['sent']): string[] {
  if (runLevel) return ['nothing: it is judged from the exchanges of the other requirements'];
  if (sent === null) return [cases > 0 ? `${cases} generated requests` : 'not known without a sandbox'];
  const texts = sent.map(({ method, url, body }) => {
    const { pathname, search } = new URL(url);
    return [method, word(`${pathname}${search}`), clip(word(body), LONGEST)].join(' ').trim();
  });
  const known = `${count(sent.length, 'request')} to a target that answers as documented:`;
  return [known, ...cutList(texts, MOST_REQUESTS, 'further requests')];
}

function clauseText({ when, level }: Clause): string {
  return `${level}: ${word(describeCondition(when))}`;
}

const GRADES = {
  MUST: 'a broken MUST clause is a fail: the target is nonconformant',
  SHOULD: 'a broken SHOULD clause is a warn: still conformant unless --strict is given',
  MAY: 'a broken MAY clause is an info: never scored',
} as const;

function gradeLines(clauses: readonly Clause[]): string[] {
  return (['MUST', 'SHOULD', 'MAY'] as const)
    .filter((level) => clauses.some((one) => one.level === level))
    .map((level) => GRADES[level]);
}

function cutList(lines: readonly string[], most: number, rest: string): string[] {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), `and ${lines.length - most} ${rest}`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
