/** What all renderers ask of a `Results`. Nothing here trusts the file: an unknown word is an error, never green. */

import type { Evidence, RequirementResult, Results } from '../../src/verdict/results.ts';
import { makesIncomplete } from '../../src/verdict/outcome.ts';
import { AREAS, OUTCOMES, VERDICTS } from '../../src/verdict/types.ts';
import { KNOWN_TEXT, NEWER_TEXT, REASON_TEXT, REMEDY_TEXT } from './messages.ts';
import { byUrgency, URGENT } from './triage.ts';
import type { Area, Outcome, Verdict, Level } from '../../src/verdict/types.ts';

/** The verdict of a requirement; an unknown word counts as `error`. */
export function verdictOf({ verdict }: Pick<RequirementResult, 'verdict'>): Verdict {
  return VERDICTS.includes(verdict) ? verdict : 'error';
}

/** The outcome of the run. An unknown word, or an unknown verdict anywhere, makes it `invalid`. */
export function outcomeOf(results: Results): Outcome {
  const trusted = OUTCOMES.includes(results.outcome) && results.requirements.every((r) => VERDICTS.includes(r.verdict));
  return trusted ? results.outcome : 'invalid';
}

/** How many requirements have each verdict, counted again, in the order of the legend. */
export function countVerdicts(requirements: readonly RequirementResult[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const requirement of requirements) counts[verdictOf(requirement)] += 1;
  return counts;
}

/** `41 pass, 2 fail, …`: the verdicts that occur. */
export function countsLine(results: Results): string {
  const counts = Object.entries(countVerdicts(results.requirements)).filter(([, count]) => count > 0);
  return counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ') || 'nothing was judged';
}

/** Whether a reader has to look at it: everything but `pass`, `info` and `not-applicable`, and known failures that pass. */
export const needsAttention = (requirement: RequirementResult): boolean =>
  URGENT.includes(verdictOf(requirement)) || requirement.knownFailure !== null;

/** What it means that a requirement is newer than the edition, or listed as a known failure; empty where it is neither. */
export const knownText = (requirement: RequirementResult): string =>
  requirement.newer
    ? NEWER_TEXT
    : requirement.knownFailure
      ? KNOWN_TEXT[verdictOf(requirement) === 'pass' ? 'passing' : 'failing']
      : '';

/** Why a failure is accepted for now, where it is worked on, and until when. */
export const knownBecause = ({ knownFailure }: RequirementResult): string =>
  knownFailure ? `${knownFailure.reason} ${knownFailure.link} (until ${knownFailure.expires})` : '';

/** The requirements that fail as it is known. */
export const knownToFail = ({ requirements }: Results): RequirementResult[] =>
  requirements.filter((one) => one.knownFailure !== null && isViolation(one));

/** Whether the target broke it, so that there is something to try on its side. */
export const isViolation = (requirement: RequirementResult): boolean =>
  ['fail', 'warn'].includes(verdictOf(requirement));

/** What a reader should read first: what happened where something is violated, else what was required. */
export const sentenceOf = (requirement: RequirementResult): string =>
  (isViolation(requirement) && requirement.message) || requirement.text;

/** What to do about a requirement: on the side of the target where that broke it, else what would get it judged. */
export const advice = (requirement: RequirementResult): string =>
  isViolation(requirement) ? requirement.try : remedyOf(requirement);

/** What would get a requirement judged. Where a deletion was done too late for its next step, its message states it. */
export const remedyOf = ({ verdict, reason }: RequirementResult): string =>
  verdict === 'not-run' && reason === 'pending' ? '' : ((reason && REMEDY_TEXT[reason]) ?? '');

/** The requirements that need attention, most urgent first. */
export function attentionNeeded(results: Results): RequirementResult[] {
  return byUrgency(results.requirements.filter(needsAttention), verdictOf);
}

/** Whether the command exits as of an incomplete run only because nobody accepted that a selection was judged. */
export const selectionUnaccepted = (results: Results): boolean =>
  results.partial !== null && !results.options.partial && outcomeOf(results) === 'conformant';

/** The requirements each of which alone keeps the run from being complete. */
export function incomplete(results: Results): RequirementResult[] {
  return results.requirements.filter((requirement) => makesIncomplete(requirement, results.options));
}

/** Whether the run is green only because the operator accepted that erasure was not proven. */
export function erasureUnproven({ requirements, options }: Results): boolean {
  if (!options.acceptUnprovenErasure) return false;
  const judged = requirements.some((r) => r.area === 'erasure' && ['pass', 'fail', 'warn'].includes(r.verdict));
  return !judged || requirements.some((r) => makesIncomplete(r, { ...options, acceptUnprovenErasure: false }));
}

export const judgedSandbox = (results: Results): boolean => results.targets.some(({ kind }) => kind === 'sandbox');

/** Why a requirement was not judged: its message where `actual` does not state it already, and the sentence of its reason. */
export function explanation({ message, actual, reason }: RequirementResult): string {
  const parts = [reason === null || actual.startsWith(message) ? '' : message, (reason && REASON_TEXT[reason]) ?? ''];
  return parts.filter(Boolean).join(' ');
}

/** The exchange to repeat first: one that breaks its schema, else the last faulty request, the last deletion, the last. */
export function tellingExchange({ evidence }: RequirementResult): Evidence | undefined {
  const last = (role: Evidence['role']) => evidence.findLast((exchange) => exchange.role === role);
  const broken = evidence.find(({ schemaErrors }) => schemaErrors.length > 0);
  return broken ?? last('fault') ?? last('act') ?? evidence.at(-1);
}

/** The exchange to repeat first, and the look at its effect that followed it: what shows a problem, in order. */
export function tellingExchanges(requirement: RequirementResult): Evidence[] {
  const first = tellingExchange(requirement);
  if (!first) return [];
  const { evidence } = requirement;
  const effect = evidence.slice(evidence.indexOf(first) + 1).find(({ role }) => role === 'observe');
  return effect && first.role !== 'observe' ? [first, effect] : [first];
}

/** The requirements of one vendor and area, in their own order. */
/** The level of the clause that broke, where one did: a requirement that also demands a MUST may warn for a SHOULD. */
export function levelOf({ verdict, level }: Pick<RequirementResult, 'verdict' | 'level'>): Level {
  if (verdict === 'fail') return 'MUST';
  return verdict === 'warn' ? 'SHOULD' : level;
}

export interface Group {
  readonly vendor: string;
  readonly area: Area;
  readonly requirements: readonly RequirementResult[];
}

/** Groups by vendor, then area, leaving out empty groups. An area outside the list comes last, under its own name. */
export function byArea(requirements: readonly RequirementResult[]): Group[] {
  const areas = [...new Set([...AREAS, ...requirements.map(({ area }) => area)])];
  const vendors = [...new Set(requirements.map(({ vendor }) => vendor))];
  return vendors
    .flatMap((vendor) => areas.map((area) => ({ vendor, area, requirements: pick(requirements, vendor, area) })))
    .filter((group) => group.requirements.length > 0);
}

const pick = (requirements: readonly RequirementResult[], vendor: string, area: Area) =>
  requirements.filter((r) => r.vendor === vendor && r.area === area);

/** The fragment of a requirement on the page: its id, with what cannot be part of a URL replaced. */
export const anchor = (id: string): string => id.replace(/[^\w./-]/g, '_');
