import type { RequirementResult, Results } from '../verdict/results.ts';
import type { Outcome, Reason, Verdict } from '../verdict/types.ts';
import { publicUrl } from '../http/public-url.ts';
import { mustsAmong, unjudgedMusts } from './unjudged.ts';

/** What the sentence that leads every report depends on. */
export interface Headlined {
  readonly outcome: Outcome;
  readonly targets: readonly {
    readonly vendor: string;
    readonly kind: Results['targets'][number]['kind'];
    readonly baseUrl: string;
    readonly edition?: { readonly name: string };
  }[];
  readonly requirements: readonly RequirementResult[];
  readonly options: Results['options'];
  readonly isPartial: boolean;
  /** What a quick run is worth, by vendor; absent of any other. */
  readonly quick?: Results['quick'];
  /** Of a merged run: shards that are not there. */
  readonly missingShards: readonly number[];
  /** Whether `--max-time` ended it. */
  readonly cutShort?: boolean;
}

const SAID: Readonly<Record<Outcome, string>> = {
  conformant: 'Conformant',
  nonconformant: 'Nonconformant',
  incomplete: 'Incomplete',
  invalid: 'Invalid',
};

/** The outcome, of what, and the numbers that a reader must not miss, in one sentence each. */
export function headlineOf(run: Headlined): string {
  const where = run.targets.map(({ vendor, kind, baseUrl }) =>
    kind === 'sandbox' ? `${vendor} (the embedded sandbox)` : `${vendor} at ${publicUrl(baseUrl)}`,
  );
  const { missingShards: missing } = run;
  const said = missing.length > 0 ? ` ${missingSentence(missing)}` : '';
  const how = run.quick ? ' in a quick run' : '';
  return `${answer(run)}${how}: ${where.join(' and ')}. ${numbers(run).join(', ')}.${said}`;
}

function numbers({ requirements: all, targets, isPartial, quick, options, cutShort }: Headlined): string[] {
  const requirements = all.filter(({ newer }) => !newer);
  const count = (test: (one: RequirementResult) => boolean): number => requirements.filter(test).length;
  const unexpected = (verdict: Verdict) => count((one) => one.verdict === verdict && one.knownFailure === null);
  const judged = count(({ verdict }) => isJudged(verdict));
  const known = count((one) => isKnownToFail(one));
  const mended = count(({ verdict, knownFailure }) => knownFailure !== null && verdict === 'pass');
  const withheld = (reason: Reason, what: string): string[] => {
    const number = count((one) => one.reason === reason);
    return number > 0 ? [`${number} ${what}${mustsAmong(requirements, reason)}`] : [];
  };
  return [
    `${judged} of ${requirements.length} requirements judged`,
    `${unexpected('fail')} failed`,
    `${unexpected('warn')} warned`,
    ...(known > 0 ? [`${known} known to fail`] : []),
    ...(mended > 0 ? [`${mended} listed as known to fail but passing`] : []),
    ...withheld('held-back', 'held back as hazardous'),
    ...withheld('provoking', 'held back as provoking'),
    ...withheld('credential-limit', 'not tried, for few bad credentials are answered or sent'),
    ...unjudgedMusts(requirements),
    ...newerThanEdition(all, targets),
    ...withheld('transport', 'not sent, for a fetch handler cannot receive them'),
    ...(options.strict ? ['a warning gates (--strict)'] : []),
    ...(cutShort ? ['ended by --max-time'] : []),
    ...(quick ? quickClauses(quick) : isPartial ? ['partial: a selection only'] : []),
  ];
}

function quickClauses(quick: NonNullable<Results['quick']>): string[] {
  return quick.map(({ vendor, figure }) => `quick: a subset of ${vendor} that ${figure}`);
}

function newerThanEdition(requirements: Headlined['requirements'], targets: Headlined['targets']): string[] {
  const count = requirements.filter(({ newer }) => newer).length;
  const names = [...new Set(targets.flatMap(({ edition }) => edition?.name ?? []))].join(' and ');
  return count > 0 ? [`${count} newer than edition ${names}, not counted`] : [];
}

function answer({ outcome, requirements: all, options }: Headlined): string {
  const requirements = all.filter(({ newer }) => !newer);
  if (outcome !== 'conformant') return SAID[outcome];
  const erasure = requirements.some(({ area, verdict }) => area === 'erasure' && isJudged(verdict));
  const unproven = requirements.some(
    ({ verdict, reason }) =>
      ['not-run', 'inconclusive'].includes(verdict) && ['unobservable', 'stateless', 'pending'].includes(reason ?? ''),
  );
  const known = requirements.some(isKnownToFail) ? ' apart from known failures' : '';
  if (options.acceptUnprovenErasure && (!erasure || unproven)) return `Responses conform${known}; erasure not judged`;
  return `${SAID.conformant}${known}`;
}

function missingSentence(missing: readonly number[]): string {
  return missing.length === 1
    ? `Shard ${String(missing[0])} is missing.`
    : `Shards ${missing.slice(0, -1).join(', ')} and ${String(missing.at(-1))} are missing.`;
}

const isJudged = (verdict: Verdict): boolean => verdict === 'pass' || verdict === 'warn' || verdict === 'fail';

const isKnownToFail = ({ verdict, knownFailure }: RequirementResult): boolean =>
  knownFailure !== null && (verdict === 'fail' || verdict === 'warn');
