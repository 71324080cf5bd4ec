import { utcText } from '../results/utc-text.ts';
import type { Evidence, RequirementResult, Results } from '../verdict/results.ts';
import type { KeptEntry } from './ledger.ts';

/** What `verify` saw of a user that the run keeps. */
export interface KeptLook {
  /** In ms since the epoch. */
  readonly at: number;
  readonly state: 'living' | 'harmed' | 'unknown';
  /** What the user had and has no more. */
  readonly missing: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** By the entry as it is now. */
export type KeptLooks = ReadonlyMap<KeptEntry, KeptLook>;

/** The requirement that nobody else is lost, and the one that nobody else loses anything. */
const [LIVES, KEEPS] = ['still-lives', 'others-keep-everything'] as const;

/** The checks of the requirements that are judged by the kept users. */
export const KEPT_FOR: readonly string[] = [LIVES, KEEPS];

/** Exchanges that a result shows at most. */
const MOST_SHOWN = 10;

/**
 * A requirement by what `verify` saw of the kept users: who is gone is charged to the requirement that nobody else is
 * lost, what is missing to the one about what others have; where a vendor has one of the two, it is charged with both.
 */
export function afterKeptLooks(requirement: RequirementResult, looks: KeptLooks, results: Results): RequirementResult {
  const { check, vendor, verdict, message, evidence: shown, evidenceTotal } = requirement;
  if (!KEPT_FOR.includes(check)) return requirement;
  const own = [...looks].filter(([entry]) => entry.vendor === vendor);
  const isAlone = !results.requirements.some((one) => one.vendor === vendor && isOther(one.check, check));
  const gone = check === LIVES || isAlone ? own.filter(([, { state }]) => state === 'harmed') : [];
  const robbed = check === KEEPS || isAlone ? own.filter(([, look]) => look.missing.length > 0) : [];
  const [worst] = [...gone, ...robbed];
  if (worst) return broken(requirement, worst);
  const seen = own.filter(([, { state }]) => state === 'living');
  if (verdict !== 'pass' || seen.length === 0) return requirement;
  const evidence = seen.flatMap(([, look]) => look.evidence);
  const later = evidence.slice(-MOST_SHOWN / 2);
  return {
    ...requirement,
    message: [message, sparedSentence(seen)].filter(Boolean).join(' '),
    evidence: [...shown.slice(-(MOST_SHOWN - later.length)), ...later],
    evidenceTotal: evidenceTotal + evidence.length,
  };
}

const isOther = (one: string, check: string): boolean => one !== check && KEPT_FOR.includes(one);

function broken(requirement: RequirementResult, [{ id, seenAt }, look]: readonly [KeptEntry, KeptLook]) {
  const when = `at ${utcText(new Date(look.at).toISOString())} (seen living at ${utcText(seenAt)})`;
  const [message, actual] =
    look.state === 'harmed'
      ? ['Another user is gone: the run saw it living at its end.', 'bystander gone']
      : ['Another user has lost what it had at the end of the run.', look.missing.join('; ')];
  return {
    ...requirement,
    verdict: requirement.level === 'MUST' ? ('fail' as const) : ('warn' as const),
    reason: null,
    pending: null,
    message,
    actual: `user ${id}, looked at by verify ${when}: ${actual}`,
    evidence: look.evidence.slice(-MOST_SHOWN),
    evidenceTotal: look.evidence.length,
  };
}

function sparedSentence(seen: readonly (readonly [KeptEntry, KeptLook])[]): string {
  const at = utcText(new Date(Math.max(...seen.map(([, look]) => look.at))).toISOString());
  const [who, what] =
    seen.length === 1 ? ['1 other user', 'it exists and has'] : [`${seen.length} other users`, 'they exist and have'];
  return `verify looked at ${who} at ${at}: ${what} what was there at the end of the run.`;
}
