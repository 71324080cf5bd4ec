import { pointersIn, schemasAt } from '../../contract/schema-paths.ts';
import type { Dialect, Operation, Schema } from '../../contract/types.ts';
import { compileSchema } from '../../contract/validator.ts';
import { didYouMean } from '../../errors.ts';
import { acceptedStatus } from '../../verdict/condition.ts';
import type { Condition } from '../../verdict/types.ts';
import type { JobProfile } from '../types.ts';
import { schemasOfAnswers, type Path, type ProfileInput } from './types.ts';

/** A condition of the profile, and the operation whose answers it describes. */
interface Described {
  readonly operation: string;
  readonly condition: Condition;
  readonly path: Path;
}

/** Conditions that no documented answer can meet: its status, a place in its body, or the value there. */
export function conditionMistakes(input: ProfileInput): string[] {
  const { contract, file } = input;
  return conditionsOf(input).flatMap(({ operation: id, condition, path }) => {
    const operation = contract.operations.get(id);
    if (!operation) return [];
    const isMeant = acceptedStatus(condition) ?? (() => true);
    const documented = [...operation.responses.keys()];
    if (!documented.some(isMeant)) {
      const known = documented.join(', ');
      return [`${file.where([...path, 'status'])}: ${id} is documented with no such status; it answers ${known}`];
    }
    const schemas = schemasOfAnswers(operation, isMeant);
    return Object.entries(condition).flatMap(([key, wanted]) => {
      const wrong = key.startsWith('/') ? placeMistake(key, wanted, schemas, contract.dialect) : undefined;
      return wrong === undefined ? [] : [`${file.where([...path, key])}: ${describe(condition, operation)} ${wrong}`];
    });
  });
}

function describe({ status }: Condition, { id }: Operation): string {
  return status === undefined ? `no answer of ${id}` : `no answer ${[status].flat().map(String).join(' or ')} of ${id}`;
}

function placeMistake(key: string, wanted: unknown, schemas: readonly Schema[], dialect: Dialect): string | undefined {
  const places = schemas.flatMap((schema) => schemasAt(schema, key));
  if (places.length === 0)
    return `has "${key}"${didYouMean(
      key,
      schemas.flatMap((schema) => pointersIn(schema)),
    )}`;
  const scalars = [wanted].flat().filter((one) => typeof one !== 'object' || one === null);
  const impossible = scalars.find((one) => places.every((place) => compileSchema(place, dialect)(one).length > 0));
  if (impossible === undefined) return undefined;
  const allowed = places.flatMap((place) => (Array.isArray(place['enum']) ? place['enum'].map(String) : []));
  const which = allowed.length > 0 ? ` (allowed: ${allowed.join(', ')})` : '';
  return `has ${JSON.stringify(impossible)} at "${key}"${which}${didYouMean(textOf(impossible), allowed)}`;
}

function conditionsOf({ profile: { deletion, users } }: ProfileInput): Described[] {
  const of = (operation: string, path: Path, conditions: Condition | readonly Condition[]): Described[] =>
    isList(conditions)
      ? conditions.map((condition, index) => ({ operation, condition, path: [...path, index] }))
      : [{ operation, condition: conditions, path }];
  const reads = (['observe', 'reads'] as const).flatMap((list) =>
    (users[list] ?? []).flatMap(({ operation, lives, terminating, gone }, index) => [
      ...of(operation, ['users', list, index, 'lives'], lives),
      ...of(operation, ['users', list, index, 'terminating'], terminating),
      ...of(operation, ['users', list, index, 'gone'], gone),
    ]),
  );
  const last = users.create.length - 1;
  const taken = users.create.flatMap(({ operation }, index) =>
    index === last && users.cards ? of(operation, ['users', 'cards', 'taken'], users.cards.taken) : [],
  );
  return [
    ...of(deletion.operation, ['deletion', 'accepted'], deletion.accepted),
    ...of(deletion.operation, ['deletion', 'notFound'], deletion.notFound),
    ...of(deletion.operation, ['deletion', 'unknown'], deletion.unknown ?? []),
    ...jobs(deletion.job, of),
    ...reads,
    ...taken,
  ];
}

function jobs(
  job: JobProfile | undefined,
  of: (operation: string, path: Path, conditions: readonly Condition[]) => Described[],
): Described[] {
  if (!job) return [];
  const { operation, pending, done, failed = [], unknown } = job;
  const at = ['deletion', 'job'];
  return [
    ...of(operation, [...at, 'pending'], pending),
    ...of(operation, [...at, 'done'], done),
    ...of(operation, [...at, 'failed'], failed),
    ...of(operation, [...at, 'unknown', 'answers'], unknown?.answers ?? []),
  ];
}

// Array.isArray does not narrow a readonly array.
function isList(value: Condition | readonly Condition[]): value is readonly Condition[] {
  return Array.isArray(value);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
