import { vendorsOf } from './files.ts';
import { instrument, type Mutant } from './instrument.ts';
import { readMeasured, writeMeasured, type Measured } from './measured.ts';
import { Worker } from './pool.ts';
import type { Answer, Status, VendorName } from './types.ts';

/** From the strongest to the weakest: what one vendor's run finds counts for the mutant. */
const BY_STRENGTH: readonly Status[] = ['killed', 'timeout', 'broken', 'changed', 'survived'];
/** What decides about sizes, which the requirements of hundreds of users try. */
const SIZES = /MAX_|length|size/;

/**
 * Judges every mutant of the sandbox whose diff has not been judged before, and keeps what was found after each, so that
 * an interruption loses nothing. What is no mutant any more is dropped. Each vendor has a process of its own.
 * @param fresh judges all of them again
 */
export async function measureSandbox(fresh: boolean): Promise<void> {
  const { mutants } = await instrument();
  const kept = fresh ? {} : readMeasured();
  const measured: Record<string, Measured[string]> = {};
  for (const { hash } of mutants) if (kept[hash]) measured[hash] = kept[hash];
  // In the order of their hashes, which is none: what is measured when it is interrupted is a fair sample.
  const waiting = mutants.filter(({ hash }) => !measured[hash]).sort((a, b) => (a.hash < b.hash ? -1 : 1));
  console.log(`${mutants.length} mutants, ${waiting.length} to be judged`);
  const found = new Map<string, Answer[]>();
  const note = (mutant: Mutant, answer: Answer): void => {
    const answers = [...(found.get(mutant.hash) ?? []), answer];
    found.set(mutant.hash, answers);
    if (answers.length < vendorsOf(mutant.file).length) return;
    measured[mutant.hash] = strongest(answers);
    writeMeasured(measured);
    console.log(`${mutant.file}:${mutant.line} ${mutant.hash} ${JSON.stringify(measured[mutant.hash])}`);
  };
  await Promise.all((['knot', 'mastercard'] as const).map((vendor) => judgeAll(vendor, waiting, note)));
  writeMeasured(measured);
}

async function judgeAll(
  vendor: VendorName,
  waiting: readonly Mutant[],
  note: (mutant: Mutant, answer: Answer) => void,
): Promise<void> {
  const worker = new Worker();
  for (const mutant of waiting.filter(({ file }) => vendorsOf(file).includes(vendor)))
    note(mutant, await worker.do({ vendor, mutant: mutant.id, large: SIZES.test(mutant.before) }));
  worker.close();
}

function strongest(answers: readonly Answer[]): Answer {
  const status = BY_STRENGTH.find((one) => answers.some((answer) => answer.status === one)) ?? 'survived';
  // "Other answers" says more than "same answers".
  return (
    answers.filter((answer) => answer.status === status).sort((a, b) => (a.by ?? '').localeCompare(b.by ?? ''))[0] ?? {
      status,
    }
  );
}
