import type { Contract, Operation } from '../types.ts';
import { arrayBounds } from './array-bounds.ts';
import { bodies } from './body.ts';
import { dressedUp } from './padding-and-wildcards.ts';
import { emptiness, missing } from './empty-values.ts';
import { extraMembers } from './additional-property.ts';
import { caseOf, type Fault } from './body-mutation.ts';
import { type CaseOptions, type Ground, survey } from './generation-context.ts';
import { beside, duplicates } from './id-list.ts';
import { injection } from './injection.ts';
import { mediaTypes } from './media-type.ts';
import { methods } from './method.ts';
import { enums, numberBounds } from './number-bounds.ts';
import { patterns, textBounds } from './text-bounds.ts';
import type { RequestCase } from './types.ts';
import { topLevel, wrongTypes } from './wrong-type.ts';

export type { CaseOptions };

/** Faults inside a JSON body: tried on a model and judged by the schema before they become cases. */
const FAULTS: readonly ((ground: Ground) => Fault[])[] = [
  missing,
  emptiness,
  dressedUp,
  wrongTypes,
  injection,
  textBounds,
  patterns,
  numberBounds,
  enums,
  arrayBounds,
  beside,
  duplicates,
  extraMembers,
  topLevel,
];

/** Faults around it. */
const WIRE: readonly ((ground: Ground) => RequestCase[])[] = [bodies, mediaTypes];

/** What cases need of a contract beside the operation: all of its operations, because what one of them documents is no fault. */
export type CaseContract = Pick<Contract, 'dialect' | 'operations'>;

/**
 * Makes every faulty request, and every unusual but legal one, that an operation's contract gives rise to: one fault
 * each, the same ones for the same seed. A case that cannot be built soundly is left out.
 * @throws Error where `idsAt` names no place of the request schema.
 */
export function generateCases(operation: Operation, contract: CaseContract, options: CaseOptions): RequestCase[] {
  const { dialect, operations } = contract;
  if (!operation.requestBody) return methods(operation, operations.values(), 1);
  const ground = survey(operation, operation.requestBody.schema, dialect, options);
  return [
    ...FAULTS.flatMap((family) => family(ground)).flatMap((fault) => caseOf(ground, fault)),
    ...WIRE.flatMap((family) => family(ground)),
    ...methods(operation, operations.values(), ground.usualIds),
  ];
}
