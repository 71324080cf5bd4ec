import type { RequirementResult } from '../../../src/verdict/results.ts';

/** How hard a broken implementation must be hit, as the vendor's documents grade what it does. */
export type Grade = 'fail' | 'warn';

/** The requirements that must hit a broken implementation, by slug. */
export type Primary = Readonly<Record<string, Grade>>;

/** What an entry may say beside its change. */
export interface More {
  /** Judged by these requirements and the contract requirements alone; default: by all of the catalogue. */
  readonly requirements?: readonly string[];
  /** Why the suite does not do what this entry expects, while that is so. */
  readonly known?: string;
}

/** One wrong implementation: a small change to the reference implementation. */
export interface Broken<Run> extends More {
  readonly id: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Empty: it is caught where the outcome is not conformant. */
  readonly primary: Primary;
  /** Made again for every run, for some of them count. */
  readonly change: () => Run;
}

/** One right implementation that differs from the reference implementation in what the documents leave open. */
export interface Legal<Run> extends More {
  readonly id: string;
  readonly does: string;
  /** The SHOULD requirements that it does not follow, by slug, with the rule that says that it need not. */
  readonly warns: Readonly<Record<string, string>>;
  readonly change: () => Run;
}

/** Everything that one vendor's catalogue is measured with. */
export interface Suite<Run> {
  readonly vendor: string;
  readonly judge: (run: Run & Selection) => Promise<{
    readonly outcome: string;
    readonly requirements: readonly RequirementResult[];
  }>;
  readonly families: Readonly<Record<string, () => Promise<readonly Broken<Run>[]> | readonly Broken<Run>[]>>;
  /** Families whose faults were composed of tables, not written one by one. */
  readonly composed: readonly string[];
  readonly legal: Readonly<Record<string, readonly Legal<Run>[]>>;
  /** MUST and SHOULD requirements that nothing can break here, by slug, with the reason. */
  readonly unbreakable: Readonly<Record<string, string>>;
}

/** Which requirements a run is judged by. */
export interface Selection {
  readonly select?: (requirement: { readonly slug: string; readonly check?: string }) => boolean;
}

/** A line of a table of broken implementations. */
export function broken<Run>(
  id: string,
  does: string,
  primary: Primary,
  change: () => Run,
  more: More = {},
): Broken<Run> {
  return { id, does, primary, change, ...more };
}

/** A line of a table of legal implementations. */
export function legal<Run>(
  id: string,
  does: string,
  change: () => Run,
  warns: Legal<Run>['warns'] = {},
  more: More = {},
): Legal<Run> {
  return { id, does, warns, change, ...more };
}

/** Primary requirements that must fail. */
export function fails(...slugs: string[]): Primary {
  return Object.fromEntries(slugs.map((slug) => [slug, 'fail']));
}

/** Primary requirements that must warn. */
export function warns(...slugs: string[]): Primary {
  return Object.fromEntries(slugs.map((slug) => [slug, 'warn']));
}

/** Caught by the outcome of the run alone. */
export const BY_OUTCOME: Primary = {};
