import type { Results } from './results.ts';
import type { Outcome } from './types.ts';

/** The exit code of each outcome: the same for every command. */
export const EXIT_CODE: Readonly<Record<Outcome, number>> = {
  conformant: 0,
  nonconformant: 1,
  invalid: 2,
  incomplete: 3,
};

/** The exit code of a run, and whether it is only a selection that conforms: no conformance unless that was accepted. */
export function exitCodeOf({ outcome, partial, options }: Pick<Results, 'outcome' | 'partial' | 'options'>): {
  readonly code: number;
  readonly unaccepted: boolean;
} {
  const code = Object.hasOwn(EXIT_CODE, outcome) ? EXIT_CODE[outcome] : EXIT_CODE.invalid;
  const unaccepted = code === EXIT_CODE.conformant && partial !== null && !options.partial;
  return { code: unaccepted ? EXIT_CODE.incomplete : code, unaccepted };
}
