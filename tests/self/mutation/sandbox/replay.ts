import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../../../src/clock.ts';
import { toRequest } from '../../../../src/http/fetch-in-process.ts';
import type { WireRequest } from '../../../../src/http/types.ts';
import { LIVE_STEPS } from '../../../../src/run/steps.ts';
import { judgeInstrumented, newSandbox } from './judge.ts';
import { asRequest } from './random.ts';
import type { VendorName } from './types.ts';
import type { Run, Verdicts } from '../../run/in-process.ts';

/** One request of a run. */
export interface Sent {
  readonly wire: WireRequest;
  readonly at: number;
  /** For which requirement; undefined: before all of them, or after. */
  readonly requirement: string | undefined;
}

/** The run without a mutant: what it sent, what was answered, and what became of it. */
export interface Recording {
  readonly sent: readonly Sent[];
  readonly answers: readonly string[];
  readonly verdicts: Verdicts;
}

const judged = new AsyncLocalStorage<string>();

/** Records a run without a mutant. */
export async function record(vendor: VendorName, select: NonNullable<Run['select']>): Promise<Recording> {
  const { sent, verdicts } = await recorded(vendor, { select });
  const [answers, again] = [await replay(vendor, sent), await replay(vendor, sent)];
  const at = answers.findIndex((answer, index) => answer !== again[index]);
  if (at >= 0) throw new Error(`The sandbox answers differently the second time: ${answers[at]}, ${again[at]}`);
  return { sent, answers, verdicts };
}

/** Judges a sandbox by a run with the mutant that is switched on, and keeps what was sent. */
export async function recorded(vendor: VendorName, run: Run): Promise<Omit<Recording, 'answers'>> {
  const sent: Sent[] = [];
  const through: Run['through'] = (inner, clock) => async (wire, limits) => {
    const index = sent.push({ wire, at: clock.now(), requirement: judged.getStore() }) - 1;
    return asRequest(index, () => inner(wire, limits));
  };
  const steps = {
    ...LIVE_STEPS,
    judge: ((one, context) => judged.run(one.id, () => LIVE_STEPS.judge(one, context))) as typeof LIVE_STEPS.judge,
  };
  const verdicts = await judgeInstrumented(vendor, { ...run, through, steps });
  return { sent, verdicts };
}

/**
 * Sends the requests of a run again, one after another, to a sandbox with the mutant that is switched on. A run is a
 * function of its answers: where all are the same, so is every verdict.
 * @param isEnough whether nothing more needs to be sent after this answer; default: never
 */
export async function replay(
  vendor: VendorName,
  sent: readonly Sent[],
  isEnough: (answer: string, index: number) => boolean = () => false,
): Promise<string[]> {
  let now = sent[0]?.at ?? 0;
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const sandbox = await newSandbox(vendor, clock);
  const answers: string[] = [];
  for (const [index, { wire, at }] of sent.entries()) {
    now = at;
    const answer = await asRequest(index, () => answerOf(sandbox.fetch.bind(sandbox), wire));
    answers.push(answer);
    if (isEnough(answer, index)) return answers;
  }
  // How the run is told to reach it.
  answers.push(JSON.stringify([sandbox.basePath, sandbox.environment, sandbox.defaults]));
  return answers;
}

async function answerOf(fetch: Awaited<ReturnType<typeof newSandbox>>['fetch'], wire: WireRequest): Promise<string> {
  try {
    const response = await fetch(toRequest(wire), { rawBody: wire.body ?? Buffer.alloc(0) });
    return JSON.stringify([response.status, [...response.headers], await response.text()]);
  } catch (error) {
    return String(error);
  }
}
