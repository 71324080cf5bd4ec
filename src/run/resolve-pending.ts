import { utcText } from '../results/utc-text.ts';
import { notDeleted } from '../verdict/isolation.ts';
import type { Evidence, RequirementResult } from '../verdict/results.ts';
import { violationSentence } from '../verdict/sentences.ts';
import { mostSevere } from '../verdict/severity.ts';
import type { Promised } from './deletion-status.ts';
import type { VerdictWhenDeleted } from './types.ts';

/** Exchanges that a result shows at most. */
const MOST_SHOWN = 10;

/** A deletion of a requirement, and the later look at its user, where one was taken. */
export interface Watched extends Promised {
  readonly id: string;
  /** Instant (ISO 8601) of the accepting answer. */
  readonly acceptedAt: string;
  readonly look?: {
    /** In ms since the epoch. */
    readonly at: number;
    readonly state: string;
    readonly evidence: readonly Evidence[];
  };
}

/** Who looked later: the final check of the run, or `verify`. */
export type Looker = 'the final check' | 'verify';

/**
 * A requirement that was pending, by what became of its deletions.
 * @param met what it is where all of them were met
 */
export function settled(
  requirement: RequirementResult,
  own: readonly Watched[],
  met: VerdictWhenDeleted,
  by: Looker,
): RequirementResult {
  const closedAs = (as: NonNullable<Watched['closed']>['as']) => own.find(({ closed }) => closed?.as === as);
  const overdue = closedAs('overdue');
  const exists = violationSentence('the deleted user', { key: 'victim', actual: 'living', expected: 'gone' }, {});
  if (overdue && requirement.area === 'isolation') {
    const { verdict, reason, message } = notDeleted('The deleted user');
    const actual = stateOf(overdue, 'victim living', by);
    return { ...requirement, verdict, reason, pending: null, message, actual, ...withLooks(requirement, [overdue]) };
  }
  if (overdue) return broken(requirement, overdue, exists, by);
  const open = own.filter(({ closed }) => closed === null);
  if (open.length > 0) {
    const deadline = open.map((one) => one.deadline).reduce((a, b) => (a > b ? a : b));
    return { ...requirement, pending: { deadline }, ...withLooks(requirement, own) };
  }
  const watched = own.filter(({ look }) => look);
  const looks = watched.length > 0 ? lookSentence(watched, by) : '';
  // What broke it was seen before the user was gone: that comes first, and its look stays.
  const message = [met.message ?? '', looks].filter(Boolean).join(' ');
  const shown = withLooks(requirement, own, met.message !== undefined);
  const judged = { ...requirement, reason: null, pending: null, message, ...shown };
  // It states what its verdict would take.
  if (met.verdict === 'not-run') return { ...judged, verdict: met.verdict, reason: 'pending', message: met.actual };
  const late = closedAs('late');
  if (!late) return { ...judged, verdict: met.verdict, actual: met.actual };
  const verdict = mostSevere([met.verdict, 'warn']);
  return { ...judged, verdict, actual: stateOf(late, 'still being terminated', by) };
}

/** A requirement that one deletion breaks. */
export function broken(requirement: RequirementResult, one: Watched, message: string, by: Looker): RequirementResult {
  return {
    ...requirement,
    verdict: requirement.level === 'MUST' ? 'fail' : 'warn',
    reason: null,
    pending: null,
    message,
    actual: stateOf(one, 'victim living', by),
    ...withLooks(requirement, [one]),
  };
}

function stateOf({ id, deadline, closed }: Watched, state: string, by: Looker): string {
  return `user ${id}, looked at by ${by} at ${utcText(closed?.at ?? deadline)} (deadline ${utcText(deadline)}): ${state}`;
}

/** How many users were looked at later, when, and how long after the answers. */
export function lookSentence(watched: readonly Watched[], by: Looker): string {
  const last = Math.max(...watched.map(({ look }) => look?.at ?? 0));
  const least = Math.min(...watched.map(({ look, acceptedAt }) => (look?.at ?? 0) - Date.parse(acceptedAt)));
  const gone = watched.filter(({ look }) => look?.state === 'gone').length;
  const who = watched.length === 1 ? 'the deleted user' : `${watched.length} deleted users`;
  const some = watched.length === 1 ? 'still being terminated' : `${gone} of ${watched.length} gone`;
  const saw = gone === watched.length ? 'gone' : some;
  const looker = by === 'verify' ? by : 'The final check';
  return `${looker} looked at ${who} at ${utcText(new Date(last).toISOString())}, ${duration(least)} after the answer: ${saw}.`;
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * The evidence after the later looks: what led to the deletion, and these looks in the place of the earlier ones, in which
 * a user of a pending deletion still lived.
 * @param keepsEarlier whether one of the earlier looks has broken the requirement
 */
export function withLooks(
  { evidence: kept, evidenceTotal }: RequirementResult,
  watched: readonly Watched[],
  keepsEarlier = false,
): Pick<RequirementResult, 'evidence' | 'evidenceTotal'> {
  const later = watched.flatMap(({ look }) => look?.evidence ?? []);
  if (later.length === 0) return { evidence: kept, evidenceTotal };
  const urls = new Set(later.map(({ request }) => request.url));
  const deletion = kept.findIndex(isDeletion);
  const isSuperseded = ({ role, request }: Evidence, n: number): boolean =>
    !keepsEarlier && role === 'observe' && urls.has(request.url) && n > deletion;
  const before = kept.filter((one, n) => !isSuperseded(one, n));
  const shown = later.slice(-Math.max(MOST_SHOWN / 2, MOST_SHOWN - before.length));
  const all = [...before.slice(-(MOST_SHOWN - shown.length)), ...shown];
  return {
    evidence: all,
    evidenceTotal: Math.max(evidenceTotal, all.length) + Math.max(0, later.length - shown.length),
  };
}

const isDeletion = ({ role }: Evidence): boolean => role === 'act' || role === 'fault';
