import type { Exchange } from '../http/types.ts';
import type { CreateStep } from '../spec-loader/types.ts';
import { describeAnswer } from './responses.ts';

/** How users are created here: what the first creation has found the target to offer (A45). */
export interface CreationWays {
  /** By position among the steps of the profile: which of the bodies is sent; default: the first. */
  readonly bodies: Readonly<Record<number, number>>;
  /** Positions of steps that the target offers in no form, and that users go without. */
  readonly without: readonly number[];
  /** The mark that users have unless another one is asked for. */
  readonly mark: unknown;
}

/** One form of a step: a body, and the mark that is in it. */
export interface StepForm {
  readonly position: number;
  readonly index: number;
  readonly body: unknown;
  readonly mark: unknown;
}

/**
 * The forms of a step in the order in which they are tried. What the target offers is found out once: then there is one
 * form, or none.
 * @param mark of the user that is created
 */
export function formsOf(
  step: CreateStep,
  position: number,
  { marks, mark, ways }: { readonly marks: readonly unknown[]; readonly mark: unknown; readonly ways?: CreationWays },
): StepForm[] {
  const bodies = [step.body, ...(step.or ?? [])];
  if (ways?.without.includes(position)) return [];
  if (ways) {
    const index = ways.bodies[position] ?? 0;
    return [{ position, index, body: bodies[index], mark }];
  }
  return bodies.flatMap((body, index) => {
    const isMarked = JSON.stringify({ body }).includes('{mark}');
    const tried = isMarked ? [mark, ...marks.filter((one) => one !== mark)] : [mark];
    return tried.map((one) => ({ position, index, body, mark: one }));
  });
}

/** The marks of the profile, the one first that the target is known to accept. */
export function marksFrom(marks: readonly unknown[], ways: CreationWays | undefined): readonly unknown[] {
  const start = ways ? Math.max(0, marks.indexOf(ways.mark)) : 0;
  return [...marks.slice(start), ...marks.slice(0, start)];
}

/** Collects what a creation finds out, and what the report states about it. */
export interface WaysFound {
  readonly ways: CreationWays;
  readonly notes: readonly string[];
}

/** Notes the form of each step that was accepted, and the steps that were not. */
export function findWays(codeAt: string) {
  const bodies: Record<number, number> = {};
  const without: number[] = [];
  const notes: string[] = [];
  return {
    took(form: StepForm, refused: readonly Exchange[]): void {
      bodies[form.position] = form.index;
      const [first] = refused;
      if (!first) return;
      const how = form.index > 0 ? 'with another documented body' : `with ${JSON.stringify(form.mark)} in its place`;
      notes.push(`${nameOf(first)} was answered ${describeAnswer(first, codeAt)}, so users are created ${how}.`);
    },
    left(position: number, refused: readonly Exchange[]): void {
      without.push(position);
      const last = refused.at(-1);
      if (!last) return;
      const answer = describeAnswer(last, codeAt);
      notes.push(`${nameOf(last)} was answered ${answer} in every form, so users are created without it.`);
    },
    found: (mark: unknown): WaysFound => ({ ways: { bodies, without, mark }, notes }),
  };
}

const nameOf = ({ operation }: Exchange): string => `The creating call ${operation ?? ''}`.trim();
