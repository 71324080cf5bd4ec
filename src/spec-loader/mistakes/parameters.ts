import { schemeOf } from '../../auth/schemes.ts';
import type { Operation } from '../../contract/types.ts';
import { didYouMean } from '../../errors.ts';
import type { ObserveStep } from '../types.ts';
import type { Path, ProfileInput } from './types.ts';

type Values = Readonly<Record<string, string>>;

/** A call of the profile with the parameters that it gives. */
interface Call {
  readonly operation: string;
  readonly at: Path;
  readonly path: Values;
  readonly query: Values;
}

/** Parameters of the calls that create or show users which the contract does not have, or that get no value. */
export function parameterMistakes(input: ProfileInput): string[] {
  const { profile, contract, file } = input;
  return callsOf(input).flatMap(({ operation: id, at, path, query }) => {
    const operation = contract.operations.get(id);
    if (!operation) return [];
    const unknown = (
      [
        ['path', path],
        ['query', query],
      ] as const
    ).flatMap(([place, values]) => {
      const known = parameterNames(operation, place);
      return Object.keys(values)
        .filter((name) => !known.includes(name))
        .map(
          (name) =>
            `${file.where([...at, place, name])}: ${id} has no ${place} parameter "${name}"${didYouMean(name, known)}`,
        );
    });
    // Who misspells a name has not forgotten it.
    if (unknown.length > 0) return unknown;
    const missing = requiredOf(operation, profile.auth)
      .filter(({ name, in: place }) => !Object.hasOwn(place === 'path' ? path : query, name))
      .map(
        ({ name, in: place }) =>
          `${file.where(at)}: the ${place} parameter "${name}" of ${id} gets no value: put it into "${place}"`,
      );
    return missing;
  });
}

/** Calls that name their parameters; where a creation names none, those of its path are placeholders. */
function callsOf({ profile: { users, deletion } }: ProfileInput): Call[] {
  const call = (step: Pick<ObserveStep, 'operation' | 'path' | 'query'>, at: Path): Call => {
    const { operation, path = {}, query = {} } = step;
    return { operation, at, path, query };
  };
  return [
    ...(['observe', 'reads'] as const).flatMap((list) =>
      (users[list] ?? []).map((step, index) => call(step, ['users', list, index])),
    ),
    ...users.create.flatMap((step, index) => (step.path || step.query ? [call(step, ['users', 'create', index])] : [])),
    ...(deletion.job ? [call(deletion.job, ['deletion', 'job'])] : []),
  ];
}

function parameterNames({ parameters = [], path }: Operation, place: 'path' | 'query'): string[] {
  return place === 'path' ? namesInPath(path) : parameters.filter((one) => one.in === 'query').map(({ name }) => name);
}

function namesInPath(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}

/** Those of the path, and those of the query that the contract demands and the credentials do not give. */
function requiredOf(
  { path, parameters = [] }: Operation,
  auth: ProfileInput['profile']['auth'],
): { name: string; in: 'path' | 'query' }[] {
  const { query: key } = schemeOf(auth).placesOf(auth);
  const query = parameters.filter((one) => one.in === 'query' && one.required && one.name !== key);
  return [
    ...namesInPath(path).map((name) => ({ name, in: 'path' as const })),
    ...query.map(({ name }) => ({ name, in: 'query' as const })),
  ];
}
