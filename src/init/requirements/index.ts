import { generateCases } from '../../contract/cases/index.ts';
import { casesOf, type Claimable } from '../../spec-loader/case-coverage.ts';
import { LEVELS } from '../../verdict/types.ts';
import type { Facts } from '../facts.ts';
import { batchRequirements } from './batch.ts';
import { contractRequirements } from './contract.ts';
import { credentialRequirements } from './credentials.ts';
import { erasureRequirements } from './erasure.ts';
import { idRequirements } from './ids.ts';
import { inputRequirements } from './input.ts';
import { must, refused, should, type Draft } from './requirement.ts';

/** A requirement of requirements.yaml. */
export interface Requirement extends Omit<Draft, 'slug'> {
  readonly id: string;
  readonly level: string;
  readonly source: string;
}

/** What each kind of check judges of a case. */
const KIND: Readonly<Record<string, 'answer' | 'effect'>> = {
  'faulty-request': 'answer',
  'invalid-credentials-refused': 'answer',
  'refused-request-has-no-effect': 'effect',
  'invalid-credentials-naming-user': 'effect',
  'delete-with-invalid-element': 'effect',
};

/** What is left of what the document allows. */
const LEGAL: Draft = {
  slug: 'other-legal-requests-are-understood',
  area: 'input',
  text: 'Whatever else the document allows changes nothing.',
  check: 'faulty-request',
  expect: [should({ likeControl: true })],
};

/** What is claimed already, by requirements that exist. */
export interface Claimed {
  readonly check?: string;
  readonly cases?: readonly string[];
}

/**
 * The requirements that follow from what a document states. Each generated case and each set of invalid credentials is claimed once.
 * @param existing requirements that are there: what they claim is left to them
 */
export function requirementsThatFollow(
  facts: Facts,
  invalid: readonly Omit<Claimable, 'conforms'>[],
  existing: readonly Claimed[] = [],
): Requirement[] {
  const { contract, operation, ids, many, vendor, source } = facts;
  const cases = generateCases(operation, contract, { idsAt: ids, many, seed: 1 });
  const all: Claimable[] = [...cases, ...invalid.map((one) => ({ ...one, conforms: false }))];
  const claimed = { answer: new Set<string>(), effect: new Set<string>() };
  for (const { check = '', cases: globs } of existing) {
    const kind = KIND[check];
    if (kind && globs) casesOf({ cases: globs }, all).forEach(({ name }) => claimed[kind].add(name));
  }
  /** A draft with the cases that nobody claims yet, by the globs of its own as far as they can stay. */
  const claiming = (draft: Draft): Draft[] => {
    const kind = KIND[draft.check];
    if (!draft.cases || !kind) return [draft];
    const taken = claimed[kind];
    const isTaken = (name: string): boolean => taken.has(name) || (draft.rest === true && claimed.effect.has(name));
    const globs = draft.cases.flatMap((glob) => {
      const matched = casesOf({ cases: [glob] }, all);
      const free = matched.filter(({ name }) => !isTaken(name));
      free.forEach(({ name }) => taken.add(name));
      return free.length === matched.length ? (matched.length > 0 ? [glob] : []) : free.map(({ name }) => name);
    });
    if (globs.length === 0) return [];
    const provokes = casesOf({ cases: globs }, all).some(({ provoking }) => provoking);
    return [{ ...draft, cases: globs, ...(provokes ? { provoking: true } : {}) }];
  };
  const drafts = [
    ...erasureRequirements(facts),
    ...batchRequirements(facts),
    ...credentialRequirements(facts),
    ...inputRequirements(facts),
    ...idRequirements(facts),
    ...contractRequirements(facts),
  ];
  const broken = cases.filter(({ conforms }) => !conforms).map(({ name }) => name);
  const legal = cases.filter(({ conforms }) => conforms).map(({ name }) => name);
  const others = refused(
    'other-faulty-request',
    'input',
    'Whatever else breaks the document',
    broken,
    [must({ status: '4xx' })],
    { hazardous: true },
  );
  const rest = [
    ...others.map((one): Draft => ({ ...one, rest: true })),
    { ...LEGAL, cases: legal, rest: true as const },
  ];
  return [...drafts, ...rest]
    .flatMap(claiming)
    .map(withoutEmpty)
    .map(({ slug, expect, hazardous, provoking, optional, ...draft }) => ({
      id: `${vendor}/${slug}`,
      area: draft.area,
      level: LEVELS.find((level) => expect.some((one) => one.level === level)) ?? 'MUST',
      ...(optional ? { optional } : {}),
      ...(hazardous && !provoking ? { hazardous } : {}),
      ...(provoking ? { provoking } : {}),
      text: draft.text,
      source,
      check: draft.check,
      ...(draft.with ? { with: draft.with } : {}),
      ...(draft.cases ? { cases: draft.cases } : {}),
      expect,
    }));
}

/** A requirement without the clauses that wish for one of the statuses of which the document has none. */
function withoutEmpty(draft: Draft): Draft {
  const says = (wanted: unknown): boolean => !Array.isArray(wanted) || wanted.length > 0;
  return { ...draft, expect: draft.expect.filter(({ when }) => Object.values(when).every(says)) };
}
