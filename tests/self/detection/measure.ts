import { RUN_LEVEL } from '../../../src/checks/run-level/index.ts';
import { loadOnce } from '../run/in-process.ts';
import { KNOWN } from './known.ts';
import type { Broken, Legal, Selection, Suite } from './types.ts';

/** What the suite made of one broken implementation. */
export interface Caught {
  readonly id: string;
  readonly does: string;
  readonly caught: 'primary' | 'other' | 'missed';
  readonly outcome: string;
  readonly primary: readonly { readonly requirement: string; readonly expected: string; readonly measured: string }[];
  /** Every requirement that did not pass, by verdict. */
  readonly hits: Readonly<Record<string, readonly string[]>>;
  readonly known?: string;
}

/** What the suite made of one legal implementation. */
export interface Preserved {
  readonly id: string;
  readonly does: string;
  readonly outcome: string;
  /** "slug verdict" of every requirement that should have been silent. */
  readonly alarms: readonly string[];
  readonly warned: readonly string[];
  readonly known?: string;
}

const HITS = ['fail', 'warn', 'error', 'inconclusive', 'not-run'];

/** Checks whose requests settle what most exchanges of a run would show. */
const BASIC = ['delete-user', 'unknown-user', 'invalid-credentials-refused', 'faulty-request'];

/**
 * Judges one broken implementation until it is caught: by the requirements that must hit it, then by one requirement of
 * each check, and by everything only where neither settles it.
 */
export async function measureUntilCaught<Run>(suite: Suite<Run>, one: Broken<Run>): Promise<Caught> {
  const stages = await stagesOf(suite, one);
  for (const requirements of stages) {
    const soon = await measureBroken(suite, { ...one, requirements });
    if (soon.caught === 'primary') return soon;
  }
  return measureBroken(suite, one);
}

async function stagesOf<Run>(suite: Suite<Run>, one: Broken<Run>): Promise<string[][]> {
  const { requirements } = await loadOnce(suite.vendor);
  const primary = Object.keys(one.primary);
  const isRunLevel = ({ check }: { check?: string }) => RUN_LEVEL.some(({ name }) => name === check);
  // What is judged from the exchanges of the run needs some, and so does the outcome.
  const needsOthers =
    primary.length === 0 || requirements.some((each) => primary.includes(each.slug) && isRunLevel(each));
  if (!needsOthers) return [primary];
  if (one.requirements) return [];
  const firsts = requirements.filter(
    (each, at) => each.check && !isRunLevel(each) && requirements.findIndex(({ check }) => check === each.check) === at,
  );
  const basics = firsts.filter(({ check = '' }) => BASIC.includes(check));
  return [basics, firsts].map((some) => [...primary, ...some.map(({ slug }) => slug)]);
}

/** Judges one broken implementation by a whole run. */
export async function measureBroken<Run>(suite: Suite<Run>, one: Broken<Run>): Promise<Caught> {
  const { verdicts, hits, outcome } = await judged(suite, one);
  const primary = Object.entries(one.primary).map(([requirement, expected]) => {
    return { requirement, expected, measured: verdicts.get(requirement) ?? 'no such row' };
  });
  const isHit =
    primary.length === 0
      ? outcome !== 'conformant'
      : primary.every((requirement) => requirement.expected === requirement.measured);
  const anything = Object.values(one.primary).includes('fail') ? ['fail'] : ['fail', 'warn'];
  const isOther = anything.some((verdict) => (hits[verdict] ?? []).length > 0);
  const { id, does } = one;
  const caught = isHit ? 'primary' : isOther ? 'other' : 'missed';
  return { id, does, caught, outcome, primary, hits, ...knownOf(suite, one) };
}

/** Judges one legal implementation. */
export async function measureLegal<Run>(suite: Suite<Run>, one: Legal<Run>): Promise<Preserved> {
  const { hits, outcome } = await judged(suite, one);
  const { id, does } = one;
  const warned = (hits['warn'] ?? []).filter((slug) => slug in one.warns);
  const alarms = Object.entries(hits).flatMap(([verdict, slugs]) =>
    slugs.filter((slug) => !(verdict === 'warn' && slug in one.warns)).map((slug) => `${slug} ${verdict}`),
  );
  return { id, does, outcome, alarms, warned, ...knownOf(suite, one) };
}

function knownOf(suite: { readonly vendor: string }, one: { id: string; known?: string }): { known?: string } {
  const known = one.known ?? KNOWN[`${suite.vendor} ${one.id}`];
  return known === undefined ? {} : { known };
}

async function judged<Run>({ vendor, judge }: Suite<Run>, { change, requirements: rows }: Broken<Run> | Legal<Run>) {
  const selection: Selection = rows
    ? { select: ({ slug, check }) => rows.includes(slug) || CONTRACT.includes(check ?? '') }
    : {};
  await checkSlugs(vendor, rows ?? []);
  const { outcome, requirements } = await judge({ ...change(), ...selection });
  const verdicts = new Map<string, string>(requirements.map(({ id, verdict }) => [slugOf(id), verdict]));
  const hits: Record<string, string[]> = {};
  // A second tenant is the operator's to have: that there is none says nothing of the implementation.
  const spared = new Set(
    requirements
      // What a gateway answered accuses nobody, and makes no run incomplete (A51); nor does a limit of bad credentials.
      .filter(({ reason, excused }) => reason === 'no-second-tenant' || reason === 'credential-limit' || excused)
      .map(({ id }) => slugOf(id)),
  );
  for (const [slug, verdict] of verdicts)
    if (HITS.includes(verdict) && !spared.has(slug)) (hits[verdict] ??= []).push(slug);
  return { verdicts, hits, outcome };
}

const CONTRACT: readonly string[] = ['response-contract', 'undocumented-status', 'no-secret-in-answers'];

const slugOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** @throws Error where a table names a requirement that the catalogue does not have. */
async function checkSlugs(vendor: string, slugs: readonly string[]): Promise<void> {
  const { requirements } = await loadOnce(vendor);
  const unknown = slugs.filter((slug) => !requirements.some((requirement) => requirement.slug === slug));
  if (unknown.length > 0) throw new Error(`${vendor} has no requirement ${unknown.join(', ')}`);
}
