import type { Verdicts } from '../../run/in-process.ts';

/** What a requirement comes to for want of exchanges. */
const OF_LESS: readonly string[] = ['not-observed', 'pass', 'info'];

/**
 * A requirement whose verdict is not that of the plain run, with the verdict.
 * @param seesLess those that are judged from all exchanges, where fewer requirements were judged than in the plain run
 */
export function otherVerdict(verdicts: Verdicts, plain: Verdicts, seesLess: ReadonlySet<string>): string | undefined {
  const found = Object.entries(verdicts).find(
    ([id, verdict]) => verdict !== (plain[id] ?? 'pass') && !(seesLess.has(id) && OF_LESS.includes(verdict)),
  );
  return found && found.join(' ');
}
