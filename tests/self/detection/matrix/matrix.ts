import { existsSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import type { RequirementResult } from '../../../../src/verdict/results.ts';
import type { Grade, Selection, Suite } from '../types.ts';
import { faultsOf, type Fault } from './fault.ts';

/** What a whole run found of one fault: a line of a matrix. */
export interface Row {
  readonly vendor: string;
  readonly id: string;
  readonly grade: Grade | null;
  readonly outcome: string;
  /** Slugs of the requirements that failed, and of those that warned. */
  readonly fail: readonly string[];
  readonly warn: readonly string[];
}

/** The slugs of the requirements that found something, by verdict. */
export function foundBy(requirements: readonly RequirementResult[]): Pick<Row, 'fail' | 'warn'> {
  const slugs = (wanted: string) =>
    requirements.filter(({ verdict }) => verdict === wanted).map(({ id }) => id.slice(id.indexOf('/') + 1));
  return { fail: slugs('fail'), warn: slugs('warn') };
}

/** The one requirement that finds a fault as hard as it must be found; null where there are several, or none. */
export function aloneIn({ grade, fail, warn }: Pick<Row, 'grade' | 'fail' | 'warn'>): string | null {
  const [only = null, ...others] = grade === 'warn' ? [...fail, ...warn] : fail;
  return others.length === 0 ? only : null;
}

/** What a measurement has written so far; nothing where there is no file. */
export async function readMatrix(file: string): Promise<Row[]> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  // A line without its end is one that a stopped measurement did not finish.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Row);
}

/** A requirement is measured no further once so many faults are known that it alone finds. */
const ENOUGH = 3;

/**
 * Judges faults by whole runs and appends a line of each to a file: for every requirement in turn, its faults until
 * {@link ENOUGH} are known that it alone finds. What is in the file is not measured again, so that a measurement may be stopped
 * at any time.
 */
export async function measureMatrix<Run>(suite: Suite<Run>, file: string): Promise<void> {
  const rows = await readMatrix(file);
  await writeFile(file, rows.map(lineOf).join(''));
  const alone = (slug: string): number => rows.filter((row) => aloneIn(row) === slug).length;
  for (const fault of inTurn(await faultsOf(suite))) {
    if (rows.some(({ vendor, id }) => vendor === fault.vendor && id === fault.id)) continue;
    if (alone(fault.primary[0] ?? '') >= ENOUGH) continue;
    const row = await measureRow(suite, fault);
    rows.push(row);
    await appendFile(file, lineOf(row));
  }
}

const lineOf = (row: Row): string => `${JSON.stringify(row)}\n`;

/** The faults that one requirement may find alone: the first of each requirement, the second of each, and so on. */
function inTurn<Run>(faults: readonly Fault<Run>[]): Fault<Run>[] {
  const seen = new Map<string, number>();
  const turns = faults
    .filter(({ primary }) => primary.length <= 1)
    .map((fault) => {
      const [slug = ''] = fault.primary;
      const turn = seen.get(slug) ?? 0;
      seen.set(slug, turn + 1);
      return { fault, turn };
    });
  return turns.sort((a, b) => a.turn - b.turn).map(({ fault }) => fault);
}

async function measureRow<Run>(suite: Suite<Run>, { vendor, id, grade, primary, broken }: Fault<Run>): Promise<Row> {
  const judge = (selection: Selection) => suite.judge({ ...broken.change(), ...selection });
  const usual = await judge({});
  const isJudged = (slug: string) => usual.requirements.some((one) => one.id === `${vendor}/${slug}`);
  // The requirements of hundreds of users are judged for their own faults only.
  const { outcome, requirements } = primary.every(isJudged) ? usual : await judge({ select: () => true });
  return { vendor, id, grade, outcome, ...foundBy(requirements) };
}
