import { readClasses, type Classed } from './classes.ts';
import { instrument, type Mutant } from './instrument.ts';
import { readMeasured, type Measured } from './measured.ts';

/** What the run makes of the mutants of the sandbox. */
export interface Figures {
  readonly mutants: number;
  /** A MUST failed. */
  readonly killed: number;
  /** A verdict changed, of a MUST or another one. */
  readonly changed: number;
  readonly timeout: number;
  /** With them there is nothing to judge: no sandbox, or no run. */
  readonly broken: number;
  readonly equivalent: number;
  readonly allowed: number;
  /** Those that nobody has classed included. */
  readonly missed: number;
  readonly unmeasured: number;
}

/** The figures of what was measured and classed. */
export function figuresOf(
  mutants: readonly Mutant[],
  measured: Measured,
  classes: ReadonlyMap<string, Classed>,
): Figures {
  const statuses = mutants.map(({ hash }) => measured[hash]?.status);
  const count = (...wanted: (string | undefined)[]): number => statuses.filter((one) => wanted.includes(one)).length;
  const survivors = mutants.filter(({ hash }) => measured[hash]?.status === 'survived');
  const classed = (wanted: string): number =>
    survivors.filter(({ hash }) => classes.get(hash)?.class === wanted).length;
  const [equivalent, allowed] = [classed('equivalent'), classed('allowed')];
  return {
    mutants: mutants.length,
    killed: count('killed'),
    changed: count('killed', 'changed'),
    timeout: count('timeout'),
    broken: count('broken'),
    equivalent,
    allowed,
    missed: survivors.length - equivalent - allowed,
    unmeasured: count(undefined),
  };
}

/** The figures as they stand in the checkout. */
export async function currentFigures(): Promise<Figures> {
  return figuresOf((await instrument()).mutants, readMeasured(), readClasses());
}

/** The sentence of {@link figuresSentence} in a text, without its full stop. */
export const FIGURES = /Of \d+ mutants of the sandbox [^.:]*/;

/** What everybody wants to know. */
export function figuresSentence(figures: Figures): string {
  const { mutants, killed, changed, timeout, broken, equivalent, allowed, missed, unmeasured } = figures;
  const measured = mutants - unmeasured;
  const apart = [
    ...(timeout > 0 ? [`${timeout} run out of time`] : []),
    ...(broken > 0 ? [`${broken} cannot be judged`] : []),
    ...(unmeasured > 0 ? [`${unmeasured} more are not measured yet`] : []),
  ];
  const excused = `${equivalent + allowed} are excused by us (${equivalent} equivalent, ${allowed} allowed by the documents)`;
  const last = [`${missed} are missed`, excused, ...apart];
  return `Of ${measured} mutants of the sandbox ${changed} change a verdict (${killed} of them fail a MUST); ${last.slice(0, -1).join(', ')} and ${last.at(-1) ?? ''}.`;
}
