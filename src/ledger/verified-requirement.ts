import { utcText } from '../results/utc-text.ts';
import { violationSentence } from '../verdict/sentences.ts';
import { notDeleted } from '../verdict/isolation.ts';
import type { Evidence, RequirementResult, Results } from '../verdict/results.ts';
import { mostSevere } from '../verdict/severity.ts';
import type { LedgerEntry, LedgerRun } from './ledger.ts';
import type { LedgerObservation } from './observing-run.ts';

/** What `verify` saw, by the entry as it is now. */
export type Looks = ReadonlyMap<LedgerEntry, LedgerObservation>;

/** Exchanges that a result shows at most. */
const MOST_SHOWN = 10;

/** A requirement by what `verify` saw of its users; one that this does not concern stays as it was. */
export function afterVerify(
  requirement: RequirementResult,
  run: LedgerRun,
  looks: Looks,
  { requirements }: Results,
): RequirementResult {
  const own = ownEntries(requirement, run);
  const back = own.filter((entry) => entry.closed?.as === 'back' && looks.has(entry));
  // Who comes back is charged once: to the requirement about everybody, where the run judged it.
  const isCharged =
    watchesEverybody(requirement) ||
    !requirements.some((one) => one.vendor === requirement.vendor && watchesEverybody(one));
  if (back[0] && isCharged && requirement.area === 'erasure')
    return broken(requirement, back[0], looks, `A deleted user came back: it was gone, and exists again.`);
  if (requirement.reason === 'pending') return afterDeletions(requirement, own, run, looks);
  const watched = own.filter((entry) => looks.has(entry));
  if (requirement.verdict !== 'pass' || requirement.area !== 'erasure' || watched.length === 0) return requirement;
  return {
    ...requirement,
    message: sentences(requirement.message, lookSentence(watched, looks)),
    ...evidence(requirement, own, looks),
  };
}

/** The requirement that looks at everybody who was deleted, at the end of the run. */
const watchesEverybody = ({ check }: RequirementResult): boolean => check === 'stays-gone';

function ownEntries(requirement: RequirementResult, { entries, ifMet: whenDeleted }: LedgerRun): LedgerEntry[] {
  const { of: deletedBy = requirement.id } = whenDeleted[requirement.id] ?? {};
  const isOfAll = watchesEverybody(requirement);
  return entries.filter((one) => one.vendor === requirement.vendor && (isOfAll || one.requirement === deletedBy));
}

/** A requirement that was pending, by what became of its deletions. */
function afterDeletions(
  requirement: RequirementResult,
  own: readonly LedgerEntry[],
  { ifMet: whenDeleted }: LedgerRun,
  looks: Looks,
): RequirementResult {
  const closedAs = (as: NonNullable<LedgerEntry['closed']>['as']) => own.find(({ closed }) => closed?.as === as);
  const overdue = closedAs('overdue');
  const exists = violationSentence('the deleted user', { key: 'victim', actual: 'living', expected: 'gone' }, {});
  if (overdue && requirement.area === 'isolation') {
    const { verdict, reason, message } = notDeleted('The deleted user');
    const actual = stateOf(overdue, 'victim living');
    const shown = evidence(requirement, [overdue], looks);
    return { ...requirement, verdict, reason, pending: null, message, actual, ...shown };
  }
  if (overdue) return broken(requirement, overdue, looks, exists);
  const open = own.filter(({ closed }) => closed === null);
  if (open.length > 0) {
    const deadline = open.map((one) => one.deadline).reduce((a, b) => (a > b ? a : b));
    return { ...requirement, pending: { deadline }, ...evidence(requirement, own, looks) };
  }
  const met = whenDeleted[requirement.id] ?? { verdict: 'pass' as const, actual: 'every deletion was met' };
  const watched = own.filter((entry) => looks.has(entry));
  const message = watched.length > 0 ? lookSentence(watched, looks) : '';
  const judged = { ...requirement, reason: null, pending: null, message, ...evidence(requirement, own, looks) };
  // It says what its verdict would take.
  if (met.verdict === 'not-run') return { ...judged, verdict: met.verdict, reason: 'pending', message: met.actual };
  const late = closedAs('late');
  if (!late) return { ...judged, verdict: met.verdict, actual: met.actual };
  return { ...judged, verdict: mostSevere([met.verdict, 'warn']), actual: stateOf(late, 'still being terminated') };
}

/** A requirement that one user of the ledger breaks. */
function broken(requirement: RequirementResult, entry: LedgerEntry, looks: Looks, message: string): RequirementResult {
  return {
    ...requirement,
    verdict: requirement.level === 'MUST' ? 'fail' : 'warn',
    reason: null,
    pending: null,
    message,
    actual: stateOf(entry, 'victim living'),
    ...evidence(requirement, [entry], looks),
  };
}

function stateOf({ id, deadline, closed }: LedgerEntry, state: string): string {
  return `user ${id}, looked at by verify at ${utcText(closed?.at ?? deadline)} (deadline ${utcText(deadline)}): ${state}`;
}

/** How many users verify looked at, when, and how long after the answers. */
function lookSentence(watched: readonly LedgerEntry[], looks: Looks): string {
  const last = Math.max(...watched.map((entry) => looks.get(entry)?.at ?? 0));
  const least = Math.min(...watched.map((entry) => (looks.get(entry)?.at ?? 0) - Date.parse(entry.acceptedAt)));
  const gone = watched.filter((entry) => looks.get(entry)?.observation.state === 'gone').length;
  const who = watched.length === 1 ? 'the deleted user' : `${watched.length} deleted users`;
  const saw = gone === watched.length ? 'gone' : `${gone} of ${watched.length} gone`;
  return `verify looked at ${who} at ${utcText(new Date(last).toISOString())}, ${duration(least)} after the answer: ${saw}.`;
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const sentences = (...all: readonly string[]): string => all.filter(Boolean).join(' ');

/**
 * The evidence once `verify` has looked: what led to the deletion, and its looks in the place of those of the run, in
 * which a user of a pending deletion still lived.
 */
function evidence(
  { evidence: kept, evidenceTotal }: RequirementResult,
  entries: readonly LedgerEntry[],
  looks: Looks,
): Pick<RequirementResult, 'evidence' | 'evidenceTotal'> {
  const later = entries.flatMap((entry) => looks.get(entry)?.evidence ?? []);
  if (later.length === 0) return { evidence: kept, evidenceTotal };
  const urls = new Set(later.map(({ request }) => request.url));
  const deletion = kept.findIndex(isDeletion);
  const isSuperseded = ({ role, request }: Evidence, n: number): boolean =>
    role === 'observe' && urls.has(request.url) && n > deletion;
  const before = kept.filter((one, n) => !isSuperseded(one, n));
  const shown = later.slice(-Math.max(MOST_SHOWN / 2, MOST_SHOWN - before.length));
  const all = [...before.slice(-(MOST_SHOWN - shown.length)), ...shown];
  return {
    evidence: all,
    evidenceTotal: Math.max(evidenceTotal, all.length) + Math.max(0, later.length - shown.length),
  };
}

const isDeletion = ({ role }: Evidence): boolean => role === 'act' || role === 'fault';
