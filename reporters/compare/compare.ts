/** What changed between two runs, requirement by requirement. Pure: two results in, one comparison out. */

import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import type { Outcome, Verdict } from '../../src/verdict/types.ts';
import { outcomeOf, verdictOf } from '../render/queries.ts';

export const KINDS = ['failing', 'passing', 'changed', 'added', 'removed', 'unchanged'] as const;
type Kind = (typeof KINDS)[number];

/** One requirement in both runs; `before` is null where it was added, `after` where it was removed. */
export interface Change {
  readonly id: string;
  readonly kind: Kind;
  readonly before: RequirementResult | null;
  readonly after: RequirementResult | null;
  /** Whether a gate has to stop on it. */
  readonly worse: boolean;
}

export interface Comparison {
  readonly before: Results;
  readonly after: Results;
  readonly changes: Readonly<Record<Kind, readonly Change[]>>;
  /** Whether a requirement or the outcome itself got worse. */
  readonly worse: boolean;
  /** What besides the implementation differs: a reader must know before blaming it. */
  readonly differences: readonly string[];
}

/** From best to worst. */
const OUTCOMES: readonly Outcome[] = ['conformant', 'incomplete', 'nonconformant', 'invalid'];

const broken = (verdict: Verdict): boolean => verdict === 'fail' || verdict === 'error';
const unjudged = (verdict: Verdict): boolean => verdict === 'not-run' || verdict === 'inconclusive';

/** Compares two complete results by requirement id; the order is that of the later run, what was removed last. */
export function compare(before: Results, after: Results): Comparison {
  const earlier = new Map(before.requirements.map((one) => [one.id, one]));
  const later = new Set(after.requirements.map(({ id }) => id));
  const argued = new Set(after.excluded.map(({ id }) => id));
  const all = [
    ...after.requirements.map((one) => inBoth(earlier.get(one.id) ?? null, one)),
    ...before.requirements.filter(({ id }) => !later.has(id)).map((one) => removed(one, argued.has(one.id))),
  ];
  const changes = Object.fromEntries(KINDS.map((kind) => [kind, all.filter((one) => one.kind === kind)]));
  const rank = (results: Results) => OUTCOMES.indexOf(outcomeOf(results));
  return {
    before,
    after,
    changes: changes as Record<Kind, Change[]>,
    worse: rank(after) > rank(before) || all.some(({ worse }) => worse),
    differences: differences(before, after),
  };
}

function inBoth(before: RequirementResult | null, after: RequirementResult): Change {
  const now = verdictOf(after);
  if (before === null) return { id: after.id, kind: 'added', before, after, worse: broken(now) && !after.newer };
  const was = verdictOf(before);
  return { id: after.id, kind: kindOf(before, after), before, after, worse: isWorse(was, now) && !after.newer };
}

function kindOf(before: RequirementResult, after: RequirementResult): Kind {
  const [was, now] = [verdictOf(before), verdictOf(after)];
  if (broken(now) && !broken(was)) return 'failing';
  if (now === 'pass' && was !== 'pass') return 'passing';
  const same = was === now && before.level === after.level && before.expected === after.expected;
  return same ? 'unchanged' : 'changed';
}

/**
 * A failure that was none, a warning that was none, or a requirement once shown to hold that is not judged any more:
 * green must not be reached by skipping. What is unobserved (`info`) or declared out of scope is a change, not worse.
 */
function isWorse(was: Verdict, now: Verdict): boolean {
  if (broken(now)) return !broken(was);
  if (now === 'warn') return !broken(was) && was !== 'warn' && !unjudged(was);
  return unjudged(now) && (was === 'pass' || was === 'warn' || was === 'info');
}

/** What was shown to hold and is not asked any more is worse, unless the later run argues why it is not tested. */
function removed(before: RequirementResult, argued: boolean): Change {
  const was = verdictOf(before);
  return { id: before.id, kind: 'removed', before, after: null, worse: !argued && (was === 'pass' || was === 'warn') };
}

function differences(before: Results, after: Results): string[] {
  const facts: Record<string, (results: Results) => string> = {
    'suite version': ({ suite }) => suite.version,
    'suite commit': ({ suite }) => suite.commit ?? 'unknown',
    target: ({ targets }) =>
      targets.map(({ vendor, kind, baseUrl }) => (kind === 'sandbox' ? `${vendor} sandbox` : baseUrl)).join(', '),
    contract: ({ targets }) => targets.map(({ contract }) => `sha256 ${contract.sha256}`).join(', '),
    selection: ({ partial }) => partial?.selection ?? 'the whole catalogue',
    users: ({ targets }) => targets.map(({ declared }) => declared.users).join(', '),
    'way of observing': ({ targets }) => targets.map(({ declared }) => declared.observe).join(', '),
    options: ({ options }) =>
      Object.entries(options)
        .filter(([, on]) => on)
        .map(([name]) => name)
        .join(', ') || 'none',
  };
  return Object.entries(facts).flatMap(([name, of]) =>
    of(before) === of(after) ? [] : [`${name}: ${of(before)}, then ${of(after)}`],
  );
}
