import { deletionBody } from '../contract/deletion-body.ts';
import { idsPlaceOf, type IdsPlace } from '../contract/ids-place.ts';
import { idBreach, valueBreach } from '../contract/keeps-contract.ts';
import { locationsOf } from '../contract/cases/schema-location.ts';
import { within } from '../contract/cases/string-mutation.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { configurationErrors, didYouMean } from '../errors.ts';
import { sampleOf } from './id-templates.ts';
import type { Profile, UsersProfile } from './types.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = (string | number)[];

/** Every template of an id, with its place in the profile. */
export function idTemplates(ids: UsersProfile['ids']): { path: Path; template: string }[] {
  const at = (...path: Path): Path => ['users', 'ids', ...path];
  return [
    ...(ids.created === undefined ? [] : [{ path: at('created'), template: ids.created }]),
    { path: at('unknown'), template: ids.unknown },
    ...Object.entries(ids.odd).map(([name, template]) => ({ path: at('odd', name), template })),
    ...Object.entries(ids.neighbours).flatMap(([name, pair]) =>
      pair.map((template, index) => ({ path: at('neighbours', name, index), template })),
    ),
  ];
}

/**
 * Compares the deletion of a profile, and every id that it would name, with the request of the contract.
 * @throws ConfigurationError that names each mistake with file and line
 */
export function checkDeletion(profile: Profile, contract: Contract, operation: Operation, file: YamlFile): void {
  const { deletion, users } = profile;
  const place = idsPlaceOf(deletion, operation);
  const mistakes = [
    ...placeMistakes(profile, operation, file),
    ...siblingMistakes(profile, operation, file),
    ...idTemplates(users.ids).flatMap(({ path, template }) => {
      const breach = templateBreach(template, place, operation, contract, sampleSiblings(profile));
      if (breach === undefined) return [];
      return [
        `${file.where(path)}: an id by ${JSON.stringify(template)} does not conform to the contract of ${operation.id}: ${breach}`,
      ];
    }),
  ];
  if (mistakes.length > 0) throw configurationErrors(mistakes);
}

/** Parameters that the contract does not have, or that get no value. */
function placeMistakes({ deletion }: Profile, operation: Operation, file: YamlFile): string[] {
  const { ids, many, path = {}, query = {} } = deletion;
  const named = typeof ids === 'string' ? {} : ids;
  const known = (place: 'path' | 'query') =>
    (operation.parameters ?? []).filter((one) => one.in === place).map(({ name }) => name);
  const unknown = (['path', 'query'] as const).flatMap((place) => {
    const own = place in named ? [Object.values(named)[0] as string] : [];
    const given = Object.keys(place === 'path' ? path : query);
    return [
      ...own.map((name): [string, Path] => [name, ['deletion', 'ids', place]]),
      ...given.map((name): [string, Path] => [name, ['deletion', place, name]]),
    ].flatMap(([name, where]) =>
      known(place).includes(name)
        ? []
        : [
            `${file.where(where)}: ${operation.id} has no ${place} parameter "${name}"${didYouMean(name, known(place))}`,
          ],
    );
  });
  const values = new Set([...Object.keys(path), ...('path' in named ? [named.path] : [])]);
  const missing = [...operation.path.matchAll(/\{([^}]+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !values.has(name))
    .map(
      (name) =>
        `${file.where(['deletion'])}: the path parameter {${name}} of ${operation.id} gets no value: put it into "ids" or "path"`,
    );
  const several =
    many && 'path' in named
      ? [`${file.where(['deletion', 'many'])}: a path holds one id, so "many" must be false`]
      : [];
  // Who misspells a name has not forgotten it.
  return [...(unknown.length > 0 ? unknown : missing), ...several];
}

/** Siblings of the ids at places that no body has. */
function siblingMistakes({ deletion: { siblings = {} } }: Profile, operation: Operation, file: YamlFile): string[] {
  const known = locationsOf(operation.requestBody?.schema ?? {}).map(({ pointer }) => pointer);
  return Object.keys(siblings)
    .filter((pointer) => !known.includes(pointer))
    .map(
      (pointer) =>
        `${file.where(['deletion', 'siblings', pointer])}: no body of ${operation.id} has "${pointer}"${didYouMean(pointer, known)}`,
    );
}

function sampleSiblings({ deletion: { siblings = {} } }: Profile): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(siblings).map(([pointer, one]) => [pointer, typeof one === 'string' ? sampleOf(one, {}) : one]),
  );
}

function templateBreach(
  template: string,
  place: IdsPlace,
  operation: Operation,
  contract: Contract,
  siblings: Readonly<Record<string, unknown>>,
): string | undefined {
  const id = sampleOf(template, place.schema);
  if (id === undefined) return 'the contract has no pattern for ids that a sample can be made of';
  if (place.in !== 'body') return idBreach(id, place, contract);
  if (!operation.requestBody) return undefined;
  const { schema } = operation.requestBody;
  const list =
    place.array === undefined ? undefined : locationsOf(schema).find(({ pointer }) => pointer === place.array);
  const ids = Array.from({ length: list ? within(list.schema, 'Items', 1) : 1 }, () => id);
  try {
    return valueBreach(deletionBody(operation, place, ids, siblings), schema, contract.dialect);
  } catch {
    // That there is no such place is stated with the places that there are.
    return undefined;
  }
}
