import type { Area, Clause, Condition, Level } from '../../verdict/types.ts';
import type { Facts } from '../facts.ts';

/** A requirement of requirements.yaml before it has a level and the vendor's name. */
export interface Draft {
  readonly slug: string;
  readonly area: Area;
  readonly text: string;
  readonly check: string;
  readonly with?: Readonly<Record<string, unknown>>;
  /** Globs; those that match nothing in this vendor are left out, and the requirement with the last of them. */
  readonly cases?: readonly string[];
  readonly expect: readonly Clause[];
  /** Claims only what no other requirement claims at all. */
  readonly rest?: true;
  readonly optional?: true;
  readonly hazardous?: true;
  readonly provoking?: true;
}

/** Makes a requirement of one area. */
export type MakeRequirement = (
  slug: string,
  text: string,
  check: string,
  expect: Draft['expect'],
  more?: Partial<Draft>,
) => Draft;

/** Makes the requirements of one area; a requirement may belong to another. */
export const requirementOf =
  (area: Area): MakeRequirement =>
  (slug, text, check, expect, more = {}) => ({ ...{ slug, area, text, check, expect }, ...more });

/** Makes one requirement, where requirements of several areas are next to each other. */
export const requirementIn = (
  slug: string,
  area: Area,
  text: string,
  check: string,
  expect: Draft['expect'],
  more: Partial<Draft> = {},
): Draft => requirementOf(area)(slug, text, check, expect, more);

const clause =
  (level: Level) =>
  (when: Condition): Clause => ({ when, level });

export const must = clause('MUST');
export const should = clause('SHOULD');
export const may = clause('MAY');

/** Nobody dies of what is refused. */
export const SPARED: readonly Clause[] = [must({ victim: 'living' }), must({ bystander: 'living' })];

/** What the words of expectations are for one vendor. */
export interface Words {
  readonly gone: readonly Clause[];
  readonly done: readonly Clause[];
  /** Values of the fact `effect`. */
  readonly carriedOut: readonly string[];
  readonly truly: readonly string[];
  /** An error's code, type and text, where the vendor has them. */
  readonly errorForm: readonly Clause[];
  readonly refusedOr: readonly (number | string)[];
}

const TEXT = { type: 'string', minLength: 1 };

/** The words of one vendor's expectations. */
export function wordsOf({ success, later, listed, errors, promised }: Facts): Words {
  const gone = later
    ? [must({ victim: ['gone', 'terminating'] }), should({ victim: 'gone' })]
    : [must({ victim: 'gone' })];
  const all = listed === undefined ? [] : [must({ listed: 'all' })];
  const word = listed === undefined ? 'accepted' : 'listed';
  const carriedOut = [`${word} and gone`, ...(later ? [`${word} and terminating`] : [])];
  return {
    gone,
    done: [must({ status: success }), ...all, ...gone, must({ bystander: 'living' })],
    carriedOut,
    truly: [...carriedOut, 'refused and living'],
    errorForm: [errors.type, errors.text].flatMap((at) =>
      at === undefined || !promised.includes(at) ? [] : [should({ [at]: TEXT })],
    ),
    refusedOr: [success, '4xx'],
  };
}

/** A faulty request in two requirements: its answer, and that it deletes nobody. */
export function refused(
  slug: string,
  area: Area,
  what: string,
  cases: readonly string[],
  expect: readonly Clause[],
  more: Pick<Draft, 'hazardous' | 'provoking' | 'with'> & { readonly effectOf?: readonly string[] } = {},
): Draft[] {
  const { effectOf = cases, with: parameters, ...marks } = more;
  return [
    { slug: `${slug}-is-refused`, area, text: `${what} is refused.`, check: 'faulty-request', cases, expect, ...marks },
    {
      slug: `${slug}-deletes-nobody`,
      area: area === 'batch' ? 'batch' : 'isolation',
      text: `${what} deletes nobody where it is refused.`,
      check: 'refused-request-has-no-effect',
      ...(parameters ? { with: parameters } : {}),
      cases: effectOf,
      expect: SPARED,
      ...marks,
    },
  ];
}
