import { isForm } from '../form.ts';
import { idsPlaceOf } from '../ids-place.ts';
import type { Contract, Operation } from '../types.ts';
import { arrayBounds } from './array-bounds.ts';
import { bodies } from './body.ts';
import { confusingValues, leadingNumber } from './confusing-values.ts';
import { paddingAndWildcards } from './padding-and-wildcards.ts';
import { emptyValues, missing } from './empty-values.ts';
import { additionalProperties } from './additional-property.ts';
import { caseOf, type Fault } from './body-mutation.ts';
import { type CaseOptions, type GenerationContext, analyzeSchema } from './generation-context.ts';
import { mixedBatch, duplicates } from './id-list.ts';
import { formCases } from './form.ts';
import { injection } from './injection.ts';
import { mediaTypes } from './media-type.ts';
import { methods } from './method.ts';
import { nesting } from './nesting.ts';
import { enums, numberBounds } from './number-bounds.ts';
import { repeatedMember } from './repeated-member.ts';
import { spellings } from './spellings.ts';
import { patterns, textBounds } from './text-bounds.ts';
import { parameterCases } from './parameter.ts';
import type { RequestCase } from './types.ts';
import { undecodable } from './undecodable.ts';
import { wrapping } from './wrapping.ts';
import { topLevel, wrongTypes } from './wrong-type.ts';

export type { CaseOptions };

/** Faults inside a JSON body: tried on a model and judged by the schema before they become cases. */
const FAULTS: readonly ((context: GenerationContext) => Fault[])[] = [
  missing,
  emptyValues,
  paddingAndWildcards,
  wrongTypes,
  injection,
  textBounds,
  patterns,
  spellings,
  numberBounds,
  enums,
  arrayBounds,
  mixedBatch,
  duplicates,
  additionalProperties,
  topLevel,
];

/** Faults around it, and those that no writer of JSON produces. */
const WIRE: readonly ((context: GenerationContext) => RequestCase[])[] = [
  bodies,
  confusingValues,
  leadingNumber,
  undecodable,
  repeatedMember,
  wrapping,
  nesting,
  mediaTypes,
];

/** What cases need of a contract besides the operation: all of its operations, because what one of them documents is no fault. */
export type CaseContract = Pick<Contract, 'dialect' | 'operations'>;

/**
 * Makes every faulty request, and every unusual but legal one, that an operation's contract gives rise to: one fault
 * each, the same ones for the same seed. A case that cannot be built soundly is left out.
 * @throws Error where `idsAt` names no place of the request schema.
 */
export function generateCases(operation: Operation, contract: CaseContract, options: CaseOptions): RequestCase[] {
  const { dialect, operations } = contract;
  const place = idsPlaceOf({ ids: options.idsAt, many: options.many }, operation);
  if (place.in !== 'body')
    return [...parameterCases(operation, place, dialect), ...methods(operation, operations.values(), 1)];
  if (!operation.requestBody) return methods(operation, operations.values(), 1);
  if (isForm(operation)) return [...formCases(place, dialect), ...methods(operation, operations.values(), 1)];
  const context = analyzeSchema(operation, operation.requestBody.schema, dialect, options);
  return [
    ...FAULTS.flatMap((family) => family(context)).flatMap((fault) => caseOf(context, fault)),
    ...WIRE.flatMap((family) => family(context)),
    ...methods(operation, operations.values(), context.usualIds),
  ];
}
