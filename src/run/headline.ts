import type { RequirementResult, Results } from '../verdict/results.ts';
import { VERDICTS } from '../verdict/types.ts';

export interface HeadlineFacts extends Pick<
  Results,
  'outcome' | 'targets' | 'requirements' | 'counts' | 'options' | 'partial'
> {
  /** Of the vendors, beside their targets. */
  readonly titles: readonly string[];
}

/** One sentence that says what was judged, where, and how it came out. */
export function headlineOf(facts: HeadlineFacts): string {
  const { outcome, counts, partial, requirements } = facts;
  const told = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => `${counts[verdict]} ${verdict}`);
  const parts = [
    told.join(', ') || 'nothing was judged',
    ...unproven(facts),
    ...counted(requirements.filter(isHeldBack), 'held back as hazardous'),
    ...counted(requirements.filter(isUnjudged), 'not judged'),
    ...(partial ? [`partial: only ${partial.selection}`] : []),
  ];
  return `${outcome[0]?.toUpperCase()}${outcome.slice(1)}: ${judged(facts)}: ${parts.join('; ')}.`;
}

function judged({ targets, titles }: HeadlineFacts): string {
  return targets
    .map(
      ({ kind, baseUrl }, index) =>
        `${titles[index] ?? ''} at ${kind === 'sandbox' ? 'the embedded sandbox' : baseUrl}`,
    )
    .join(', ');
}

/** What `--accept-unproven-erasure` has forgiven must not be read as proven. */
function unproven({ options, outcome, requirements }: HeadlineFacts): string[] {
  const forgiven = requirements.some(
    ({ reason }) => reason !== null && ['unobservable', 'stateless', 'pending'].includes(reason),
  );
  return options.acceptUnprovenErasure && outcome === 'conformant' && forgiven
    ? ['responses conform; erasure not judged']
    : [];
}

const isHeldBack = ({ reason }: RequirementResult): boolean => reason === 'held-back';

const isUnjudged = (one: RequirementResult): boolean =>
  (one.verdict === 'not-run' || one.verdict === 'inconclusive') && !isHeldBack(one);

function counted(requirements: readonly RequirementResult[], what: string): string[] {
  return requirements.length === 0 ? [] : [`${requirements.length} ${what}`];
}
