import { leastBody } from '../../contract/deletion-body.ts';
import { idsPlaceOf } from '../../contract/ids-place.ts';
import { schemasAt } from '../../contract/schema-paths.ts';
import type { Contract } from '../../contract/types.ts';
import { compileSchema } from '../../contract/validator.ts';
import { PLACEHOLDER, sampleOf } from '../id-templates.ts';
import type { CreateStep } from '../types.ts';
import { MADE_WORDS, templatesIn, unknownWords } from './placeholders.ts';
import { isSuccess, schemasOfAnswers, type Path, type ProfileInput } from './types.ts';

type Words = Readonly<Record<string, unknown>>;

/** Calls that create a user with a placeholder that has no value, a path that is not filled, or a wrong body. */
export function creationMistakes(input: ProfileInput): string[] {
  const { profile, contract, file } = input;
  return profile.users.create.flatMap((step, index) => {
    const operation = contract.operations.get(step.operation);
    if (!operation) return [];
    const at: Path = ['users', 'create', index];
    const words = wordsAt(input, index);
    const known = [...MADE_WORDS, ...Object.keys(words)];
    const bodies: { body: unknown; at: Path }[] = [
      { body: step.body, at: [...at, 'body'] },
      ...(step.or ?? []).map((body, other) => ({ body, at: [...at, 'or', other] })),
    ];
    const unknown = [{ body: { path: step.path, query: step.query }, at }, ...bodies]
      .flatMap(({ body, at: path }) => templatesIn(body, path))
      .flatMap(({ path, template }) => unknownWords(template, known).map((wrong) => `${file.where(path)}: ${wrong}`));
    const unfilled = [...operation.path.matchAll(/\{([^}]+)\}/g)]
      .filter(([, name = '']) => !known.includes(name) && step.path?.[name] === undefined)
      .map(([whole]) => `${file.where([...at, 'operation'])}: ${whole} of the path of ${operation.id} has no value`);
    if (unknown.length + unfilled.length > 0) return [...unknown, ...unfilled];
    return bodies.flatMap(({ body, at: path }) => bodyMistakes(input, { ...step, body }, path, words));
  });
}

/** Reads by POST whose body breaks the contract. */
export function readBodyMistakes(input: ProfileInput): string[] {
  const { users } = input.profile;
  const [mark] = users.marks;
  const words = { user: users.ids.created ?? users.ids.unknown, mark };
  return (['observe', 'reads'] as const).flatMap((list) =>
    (users[list] ?? []).flatMap((step, index) => bodyMistakes(input, step, ['users', list, index, 'body'], words)),
  );
}

function bodyMistakes(
  { contract, profile, file }: ProfileInput,
  step: Pick<CreateStep, 'operation' | 'body'>,
  at: Path,
  words: Words,
): string[] {
  const { requestBody, id } = contract.operations.get(step.operation) ?? {};
  if (!requestBody)
    return (step.body ?? undefined) === undefined
      ? []
      : [`${file.where(at)}: ${String(id)} takes no body by the contract`];
  const { deletion } = profile;
  const idSchema = idsPlaceOf(deletion, contract.operations.get(deletion.operation)).schema;
  const sample = sampleBody(step.body, words, (template) => sampleOf(template, idSchema) ?? template);
  return compileSchema(
    requestBody.schema,
    contract.dialect,
  )(sample).map(({ path, message }) => {
    const place = [...at, ...stepsOf(path, step.body)];
    return `${file.where(place)}: the body for ${String(id)} does not conform to the contract: ${path || 'it'} ${message}`;
  });
}

/** What the placeholders represent besides those that are made, when a step is reached. */
function wordsAt({ profile: { users }, contract }: ProfileInput, index: number): Words {
  const [mark, next = mark] = users.marks;
  const isKnown = users.chosenBy === 'caller' || users.create.slice(0, index).some(({ id }) => id !== undefined);
  return {
    ...(isKnown ? { user: users.ids.created ?? users.ids.unknown } : {}),
    ...(users.cards ? { card: '4111111111111111'.slice(0, users.cards.digits) } : {}),
    ...(mark === undefined ? {} : { mark, nextMark: next }),
    ...users.keys,
    ...keptBefore(users.create, index, contract),
  };
}

/** A sample of each value that earlier steps keep, made from the schema of their answers. */
function keptBefore(steps: readonly CreateStep[], index: number, { operations }: Contract): Words {
  const kept = steps.slice(0, index).flatMap(({ operation: id, keep = {} }) => {
    const operation = operations.get(id);
    const schemas = operation ? schemasOfAnswers(operation, isSuccess) : [];
    return Object.entries(keep).map(([name, at]): [string, unknown] => {
      const [schema = {}] = schemas.flatMap((one) => schemasAt(one, at));
      return [name, leastBody(schema) ?? 'kept'];
    });
  });
  return Object.fromEntries(kept);
}

/** A body with a sample in the place of each placeholder; one that is a whole text keeps its word's own type. */
function sampleBody(value: unknown, words: Words, fill: (template: string) => string): unknown {
  if (typeof value === 'string') {
    const [, whole] = /^\{(\w+)\}$/.exec(value) ?? [];
    const word = words[whole ?? ''];
    if (word !== undefined) return typeof word === 'string' ? fill(word) : word;
    return fill(value.replace(PLACEHOLDER, (text, name: string) => textOf(words[name]) ?? text));
  }
  if (Array.isArray(value)) return value.map((one) => sampleBody(one, words, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sampleBody(one, words, fill)]));
}

/** The steps of a JSON Pointer as far as the value goes. */
function stepsOf(pointer: string, value: unknown): Path {
  const [, ...steps] = pointer.split('/');
  const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path: Path = [];
  let inner = value;
  for (const name of names) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, name)) break;
    path.push(Array.isArray(inner) ? Number(name) : name);
    inner = (inner as Record<string, unknown>)[name];
  }
  return path;
}

function textOf(word: unknown): string | undefined {
  return typeof word === 'string' || word === undefined ? word : JSON.stringify(word);
}
