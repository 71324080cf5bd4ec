import { pointersIn, schemasAt, schemasAtPath } from '../../contract/schema-paths.ts';
import type { Schema } from '../../contract/types.ts';
import { didYouMean } from '../../errors.ts';
import { acceptedStatus } from '../../verdict/condition.ts';
import { isSuccess, schemasOfAnswers, type Path, type ProfileInput } from './types.ts';

/** A place in an answer, as a JSON Pointer or a JSONPath. */
interface Place {
  readonly at: string;
  readonly path: Path;
  /** The answer that it is looked for in: "no answer of readUser". */
  readonly where: string;
  /** Its schemas; with none there is nothing to compare the place with. */
  readonly schemas: readonly Schema[];
}

/** Places of the profile that no answer of the contract has. */
export function placeMistakes(input: ProfileInput): string[] {
  const places = placesOf(input).flatMap((place) => {
    const { at, path, where, schemas } = place;
    const wrong = mistakeIn(at, schemas);
    return wrong === undefined ? [] : [`${input.file.where(path)}: ${wrong.replace('{where}', where)}`];
  });
  return [...places, ...headerMistakes(input)];
}

/** A header that should name the job, and that no accepting answer has, where their headers are documented. */
function headerMistakes({ profile: { deletion }, contract, file }: ProfileInput): string[] {
  const id = deletion.job?.id;
  if (id === undefined || typeof id === 'string') return [];
  const isAccepted = acceptedStatus(deletion.accepted) ?? isSuccess;
  const answers = [...(contract.operations.get(deletion.operation)?.responses ?? [])];
  const known = answers.flatMap(([status, { headers = [] }]) => (isAccepted(status) ? headers : []));
  if (known.length === 0 || known.some((one) => one.toLowerCase() === id.header.toLowerCase())) return [];
  return [
    `${file.where(['deletion', 'job', 'id', 'header'])}: no answer of ${deletion.operation} has the header "${id.header}"${didYouMean(id.header, known)}`,
  ];
}

function mistakeIn(at: string, schemas: readonly Schema[]): string | undefined {
  if (at.startsWith('$')) {
    try {
      const found = schemas.some((schema) => schemasAtPath(schema, at).length > 0);
      return found || schemas.length === 0 ? undefined : `{where} has anything at "${at}"`;
    } catch (error) {
      return `"${at}" is no JSONPath: ${(error as Error).message}`;
    }
  }
  if (schemas.length === 0 || schemas.some((schema) => schemasAt(schema, at).length > 0)) return undefined;
  return `{where} has "${at}"${didYouMean(
    at,
    schemas.flatMap((schema) => pointersIn(schema)),
  )}`;
}

function placesOf(input: ProfileInput): Place[] {
  const { profile, contract } = input;
  const { deletion, users } = profile;
  const answers = (id: string, isMeant: (status: number) => boolean): Schema[] => {
    const operation = contract.operations.get(id);
    return operation ? schemasOfAnswers(operation, isMeant) : [];
  };
  const inAnswer = (at: string | undefined, path: Path, id: string, isMeant = isSuccess): Place[] =>
    at === undefined ? [] : [{ at, path, where: `no answer of ${id}`, schemas: answers(id, isMeant) }];
  const reads = (['observe', 'reads'] as const).flatMap((list) =>
    (users[list] ?? []).flatMap(({ operation, marks, list: ids, lives }, index) =>
      Object.entries({ marks, list: ids }).flatMap(([key, at]) =>
        inAnswer(at, ['users', list, index, key], operation, acceptedStatus(lives)),
      ),
    ),
  );
  return [
    ...errorPlaces(input),
    ...inAnswer(deletion.listed, ['deletion', 'listed'], deletion.operation, acceptedStatus(deletion.accepted)),
    ...(typeof deletion.job?.id === 'string'
      ? inAnswer(deletion.job.id, ['deletion', 'job', 'id'], deletion.operation, acceptedStatus(deletion.accepted))
      : []),
    ...users.create.flatMap(({ id, keep = {}, operation }, index) => [
      ...inAnswer(id, ['users', 'create', index, 'id'], operation),
      ...Object.entries(keep).flatMap(([name, at]) =>
        inAnswer(at, ['users', 'create', index, 'keep', name], operation),
      ),
    ]),
    ...(users.cards ? inAnswer(users.cards.ranges, ['users', 'cards', 'ranges'], users.cards.operation) : []),
    ...reads,
    ...(users.preserved ?? []).flatMap(({ operation, at }, index) =>
      inAnswer(at, ['users', 'preserved', index, 'at'], operation),
    ),
  ];
}

/** What errors are read by: compared with all documented errors, or where none is documented against all answers. */
function errorPlaces({ profile: { errors }, contract }: ProfileInput): Place[] {
  const all = (isMeant: (status: number) => boolean): Schema[] =>
    [...contract.operations.values()].flatMap((operation) => schemasOfAnswers(operation, isMeant));
  const documented = all((status) => status >= 400);
  // Errors that are documented without a body show nothing about what is in it.
  const areDocumented = [...contract.operations.values()].some(({ responses }) =>
    [...responses.keys()].some((one) => one >= 400),
  );
  const schemas = areDocumented ? documented : all(() => true);
  return Object.entries(errors).map(([key, at]: [string, string]) => ({
    at,
    path: ['errors', key],
    where: 'no error of the contract',
    schemas,
  }));
}
