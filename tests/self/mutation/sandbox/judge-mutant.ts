import { otherVerdict } from './other-verdict.ts';
import { IS_LARGE, partsOf, runLevelIds, type Part } from './parts.ts';
import { record, recorded, replay, type Recording, type Sent } from './replay.ts';
import { Behaviours } from './same-behaviour.ts';
import type { Answer, Job, VendorName } from './types.ts';

/** How often a mutant's code may be reached in one run: more is an endless loop. */
const MOST_HITS = 5_000_000;
/** Requests of a run that it pays to keep, for mutants that behave alike. */
const LONG = 150;

interface Plain extends Recording {
  /** Mutants whose code the run reaches, by their ids. */
  readonly reached: object;
  /** Of the mutants that this process has judged. */
  readonly behaviours: Behaviours;
}

const plains = new Map<VendorName, Promise<Plain>>();

/** Judges a mutant: by the answers to the requests of a plain run first, and by a run where they differ. */
export async function judgeMutant({ vendor, mutant, large }: Job): Promise<Answer> {
  if (!plains.has(vendor)) plains.set(vendor, plainRun(vendor));
  const plain = (await plains.get(vendor)) as Plain;
  if (!(mutant in plain.reached)) return { status: 'survived', by: 'no run reaches it' };
  const instruments = { activeMutant: mutant, hitCount: 0, hitLimit: MOST_HITS };
  globalThis.__stryker__ = instruments;
  // Where what all requirements share got another answer, the whole run judges: the other answers decide nothing more.
  const isShared = (answer: string, at: number): boolean =>
    plain.sent[at]?.requirement === undefined && answer !== plain.answers[at];
  const answers = await replay(vendor, plain.sent, isShared);
  const others = answers.flatMap((one, at) => (one === plain.answers[at] ? [] : [plain.sent[at]?.requirement]));
  if (instruments.hitCount > MOST_HITS) return { status: 'timeout' };
  const parts = await partsOf(vendor, [...new Set(others)]);
  if (large && vendor === 'mastercard') parts.push({ select: ({ id }) => IS_LARGE.test(id), isWhole: false });
  const unchanged = others.length > 0 ? 'other answers, same verdicts' : 'same answers';
  if (parts.length === 0) return { status: 'survived', by: unchanged };
  const { behaviours } = plain;
  instruments.hitCount = 0;
  const same = large ? undefined : await behaviours.like(answers);
  if (same !== undefined) return same;
  const { answer, sent } = await judgeParts(vendor, parts, instruments, plain, unchanged);
  const pays = !large && answer.status !== 'timeout' && sent.flat().length > LONG;
  if (pays) await behaviours.keep(answers, sent, answer);
  return answer;
}

/** Judges the mutant that is switched on, part after part until a MUST fails. */
async function judgeParts(
  vendor: VendorName,
  parts: readonly Part[],
  instruments: { hitCount: number },
  plain: Plain,
  unchanged: string,
): Promise<{ answer: Answer; sent: (readonly Sent[])[] }> {
  const sent: (readonly Sent[])[] = [];
  let changed: string | undefined;
  for (const { select, isWhole } of parts) {
    instruments.hitCount = 0;
    let failed: string | undefined;
    const untilFailure = (id: string): void => void (failed ??= id);
    const run = await recorded(vendor, { select, untilFailure });
    sent.push(run.sent);
    if (instruments.hitCount > MOST_HITS) return { answer: { status: 'timeout' }, sent };
    if (failed !== undefined) return { answer: { status: 'killed', by: failed }, sent };
    changed ??= otherVerdict(run.verdicts, plain.verdicts, isWhole ? new Set() : await runLevelIds(vendor));
  }
  instruments.hitCount = 0;
  if (changed !== undefined) return { answer: { status: 'changed', by: changed }, sent };
  return { answer: { status: 'survived', by: unchanged }, sent };
}

async function plainRun(vendor: VendorName): Promise<Plain> {
  const instruments: NonNullable<typeof globalThis.__stryker__> = {};
  globalThis.__stryker__ = instruments;
  const recording = await record(vendor, ({ id }) => !IS_LARGE.test(id));
  const { static: reached = {} } = (instruments.mutantCoverage ?? {}) as { static?: object };
  const behaviours = new Behaviours((sent, isEnough) => replay(vendor, sent, isEnough));
  return { ...recording, reached, behaviours };
}
