import { RUN_LEVEL } from '../../../../src/checks/run-level/index.ts';
import { loadOnce, type Run, type Verdicts } from '../../run/in-process.ts';
import { judgeInstrumented } from './judge.ts';
import { record, replay, type Recording } from './replay.ts';
import type { Answer, Job, VendorName } from './types.ts';

/** How often a mutant's code may be reached in one run: more is an endless loop. */
const MOST_HITS = 5_000_000;
/** These take a third of a minute, and differ from the others in how many ids they name. */
const IS_LARGE = /five-hundred-users|fifty-one-users/;
/** Requirements that are judged before the rest: most mutants fail one of the first that get another answer. */
const FIRST = 6;

type Select = NonNullable<Run['select']>;

interface Plain extends Recording {
  /** Mutants whose code the run reaches, by their ids. */
  readonly reached: object;
}

const plains = new Map<VendorName, Promise<Plain>>();

/** Judges a mutant: by the answers to the requests of a plain run first, and by a run where they differ. */
export async function judgeMutant({ vendor, mutant, large }: Job): Promise<Answer> {
  if (!plains.has(vendor)) plains.set(vendor, plainRun(vendor));
  const plain = (await plains.get(vendor)) as Plain;
  if (!(mutant in plain.reached)) return { status: 'survived', by: 'no run reaches it' };
  const instruments = { activeMutant: mutant, hitCount: 0, hitLimit: MOST_HITS };
  globalThis.__stryker__ = instruments;
  const answers = await replay(vendor, plain.sent);
  const others = answers.flatMap((one, at) => (one === plain.answers[at] ? [] : [plain.sent[at]?.requirement]));
  const parts = await partsOf(vendor, [...new Set(others)]);
  if (large && vendor === 'mastercard') parts.push(({ id }) => IS_LARGE.test(id));
  let changed: string | undefined;
  for (const select of instruments.hitCount > MOST_HITS ? [] : parts) {
    instruments.hitCount = 0;
    let failed: string | undefined;
    const untilFailure = (id: string): void => void (failed ??= id);
    const verdicts = await judgeInstrumented(vendor, { select, untilFailure });
    if (instruments.hitCount > MOST_HITS) break;
    if (failed !== undefined) return { status: 'killed', by: failed };
    changed ??= await otherVerdict(vendor, verdicts, plain.verdicts);
  }
  if (instruments.hitCount > MOST_HITS) return { status: 'timeout' };
  if (changed !== undefined) return { status: 'changed', by: changed };
  return { status: 'survived', by: others.length > 0 ? 'other answers, same verdicts' : 'same answers' };
}

async function plainRun(vendor: VendorName): Promise<Plain> {
  const instruments: NonNullable<typeof globalThis.__stryker__> = {};
  globalThis.__stryker__ = instruments;
  const recording = await record(vendor, ({ id }) => !IS_LARGE.test(id));
  const { static: reached = {} } = (instruments.mutantCoverage ?? {}) as { static?: object };
  return { ...recording, reached };
}

/**
 * What is judged again of a mutant that gives other answers: the requirements that got them, and those of the same
 * checks, which may share a request; the first few alone before. Where what all share got other answers: the whole run.
 */
async function partsOf(vendor: VendorName, others: readonly (string | undefined)[]): Promise<Select[]> {
  if (others.length === 0) return [];
  const { requirements } = await loadOnce(vendor);
  const checks = requirements.filter(({ id }) => others.includes(id)).map(({ check }) => check);
  const first = others.slice(0, FIRST);
  const all: Select = ({ id, check }) =>
    !IS_LARGE.test(id) && (others.includes(undefined) || checks.includes(check) || isRunLevel(check));
  return first.some((id) => id !== undefined) ? [({ id }) => first.includes(id), all] : [all];
}

/** A requirement whose verdict is not that of the plain run. Run-level ones see less where less is run. */
async function otherVerdict(vendor: VendorName, verdicts: Verdicts, plain: Verdicts): Promise<string | undefined> {
  const { requirements } = await loadOnce(vendor);
  const seesLess = new Set(requirements.filter(({ check }) => isRunLevel(check)).map(({ id }) => id));
  const found = Object.entries(verdicts).find(
    ([id, verdict]) =>
      verdict !== (plain[id] ?? 'pass') && !(seesLess.has(id) && ['not-observed', 'pass', 'info'].includes(verdict)),
  );
  return found && found.join(' ');
}

const isRunLevel = (check = ''): boolean => RUN_LEVEL.some(({ name }) => name === check);
