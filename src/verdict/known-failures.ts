import { makesIncomplete } from './outcome.ts';
import type { RequirementResult, Results } from './results.ts';

/** One entry of a list of known failures. */
export interface KnownFailure {
  /** Id of a requirement; `*` represents any characters. */
  readonly requirement: string;
  readonly reason: string;
  readonly link: string;
  /** Last day (UTC) on which the entry counts, as YYYY-MM-DD. */
  readonly expires: string;
}

type State = Results['knownFailures'][number]['state'];

/** An entry, what it comes to, and the ids that it marks. */
interface Applied {
  readonly entry: KnownFailure;
  readonly state: State;
  readonly marks: readonly string[];
}

export interface Circumstances {
  readonly options: Results['options'];
  /** ISO instant of the run. */
  readonly at: string;
}

/**
 * Marks the requirements that are known to fail: those that do, and those that pass although they are listed. A glob
 * accuses what passes only when none of its matches fails; an entry that has expired, or whose requirements were not
 * selected, marks nothing.
 */
export function applyKnownFailures(
  requirements: readonly RequirementResult[],
  known: readonly KnownFailure[],
  circumstances: Circumstances,
): Pick<Results, 'requirements' | 'knownFailures'> {
  const applied = known.map((entry) => apply(entry, requirements, circumstances));
  const marking = (id: string): Applied[] => applied.filter(({ marks }) => marks.includes(id));
  return {
    requirements: requirements.map((one) => {
      const entries = marking(one.id).map(({ entry }) => entry);
      return { ...one, knownFailure: words(mostExact(entries, one.id)) };
    }),
    knownFailures: applied.map(({ entry: { requirement, ...rest }, state }) => ({ id: requirement, ...rest, state })),
  };
}

/** The entry by which a requirement that has just failed is known to; null where it is not. */
export function knownFailureOf(
  { id, verdict }: Pick<RequirementResult, 'id' | 'verdict'>,
  known: readonly KnownFailure[],
  at: string,
): RequirementResult['knownFailure'] {
  if (!fails({ verdict })) return null;
  return words(
    mostExact(
      known.filter((entry) => !isExpired(entry, at) && names(entry, id)),
      id,
    ),
  );
}

/** Whether an entry does not count any more at an ISO instant. */
export function isExpired({ expires }: Pick<KnownFailure, 'expires'>, at: string): boolean {
  return at.slice(0, 10) > expires;
}

/** Whether an entry names a requirement. */
export function names({ requirement }: Pick<KnownFailure, 'requirement'>, id: string): boolean {
  const pattern = requirement.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 's').test(id);
}

function apply(entry: KnownFailure, requirements: readonly RequirementResult[], circumstances: Circumstances): Applied {
  // Stryker disable next-line ArrayDeclaration: marks are looked up by id, and one that no requirement has marks none.
  if (isExpired(entry, circumstances.at)) return { entry, state: 'expired', marks: [] };
  const matches = requirements.filter(({ id }) => names(entry, id));
  // Stryker disable next-line ArrayDeclaration: marks are looked up by id, and one that no requirement has marks none.
  if (matches.length === 0) return { entry, state: 'unselected', marks: [] };
  const failing = matches.filter(fails);
  if (failing.length > 0) return { entry, state: 'failing', marks: idsOf(failing) };
  // What was not judged may be the one that fails: nothing is reported about the entry then.
  const open = matches.some((one) => one.verdict === 'error' || makesIncomplete(one, circumstances.options));
  const passing = matches.filter(({ verdict }) => verdict === 'pass');
  // Stryker disable next-line ArrayDeclaration: marks are looked up by id, and one that no requirement has marks none.
  if (open || passing.length === 0) return { entry, state: 'open', marks: [] };
  return { entry, state: 'passing', marks: idsOf(passing) };
}

const fails = ({ verdict }: Pick<RequirementResult, 'verdict'>): boolean => verdict === 'fail' || verdict === 'warn';

const idsOf = (requirements: readonly RequirementResult[]): string[] => requirements.map(({ id }) => id);

const mostExact = (entries: readonly KnownFailure[], id: string): KnownFailure | undefined =>
  entries.find(({ requirement }) => requirement === id) ?? entries[0];

function words(entry: KnownFailure | undefined): RequirementResult['knownFailure'] {
  if (!entry) return null;
  const { reason, link, expires } = entry;
  return { reason, link, expires };
}
