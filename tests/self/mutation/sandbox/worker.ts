import { limitCpu } from './cpu-limit.ts';
import { instrument } from './instrument.ts';
import { disposeOfShortKeys, useInstrumented } from './judge.ts';
import { judgeMutant } from './judge-mutant.ts';
import type { Answer, Job } from './types.ts';

/** Processor time that a mutant may take; the longest run takes a third of it. */
const LIMIT_MS = 120_000;

/** Judges what its parent process sends, one mutant at a time. */
async function main(): Promise<void> {
  useInstrumented(await instrument());
  const start = limitCpu(LIMIT_MS);
  process.on('message', (job: Job) => {
    start();
    void answer(job).then((said) => process.send?.(said));
  });
  process.on('disconnect', () => void disposeOfShortKeys().finally(() => process.exit()));
}

async function answer(job: Job): Promise<Answer> {
  try {
    return await judgeMutant(job);
  } catch (error) {
    return { status: 'broken', by: String(error).slice(0, 60) };
  }
}

await main();
