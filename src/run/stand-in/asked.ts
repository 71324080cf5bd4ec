import { isForm, readForm } from '../../contract/form.ts';
import { idsIn, type IdsPlace } from '../../contract/ids-place.ts';
import { valueAt } from '../../contract/json-pointer.ts';
import type { Operation } from '../../contract/types.ts';
import type { WireRequest } from '../../http/types.ts';
import type { ObserveStep } from '../../spec-loader/types.ts';
import { writtenUrl } from '../guard/raw-url.ts';

/** A request as one operation of the contract understands it. */
export interface Asked {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** The operation that a request is, with its parameters; undefined where it is not one. */
export function askedOf(
  { method, url, body }: WireRequest,
  operations: Iterable<Operation>,
  basePath: string,
): Asked | undefined {
  const { path, query } = writtenUrl(url);
  const behind = path.startsWith(basePath) ? path.slice(basePath.length) : path;
  for (const operation of operations) {
    if (operation.method.toUpperCase() !== method) continue;
    const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
    const pattern = operation.path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const values = new RegExp(`^${pattern.join('([^/]+)')}$`).exec(behind)?.slice(1);
    if (!values) continue;
    return {
      operation,
      path: Object.fromEntries(names.map((name, index) => [name, decoded(values[index] ?? '')])),
      query: new URLSearchParams(query),
      body: body && bodyIn(body.toString('utf8'), operation),
    };
  }
  return undefined;
}

/** The ids that a deletion names. */
export function idsAsked({ path, query, body }: Asked, place: IdsPlace): string[] {
  if (place.in === 'path') return [path[place.name] ?? ''];
  if (place.in === 'query') return query.getAll(place.name);
  return idsIn(body, place).map(String);
}

/** Every text and number of a request: who is created by it is named by one of them, where the caller makes the ids. */
export function wordsOf({ path, query, body }: Asked): string[] {
  const scalars = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.values(value).flatMap((one: unknown) => scalars(one))
      : [String(value)];
  return [...Object.values(path), ...query.values(), ...scalars(body)];
}

/** The value that a template put into a request: `{user}` in its path, its query or its body. */
export function userAsked(
  asked: Asked,
  { path = {}, query = {}, body }: Pick<ObserveStep, 'path' | 'query' | 'body'>,
): string | undefined {
  const filled: (readonly [template: unknown, value: unknown])[] = [
    ...Object.entries(path).map(([name, template]) => [template, asked.path[name]] as const),
    ...Object.entries(query).map(([name, template]) => [template, asked.query.get(name)] as const),
    ...leavesOf(body).map(([pointer, template]) => [template, valueAt(asked.body, pointer)] as const),
  ];
  const [, user] = filled.find(([template]) => template === '{user}') ?? [];
  return typeof user === 'string' || typeof user === 'number' ? String(user) : undefined;
}

function leavesOf(value: unknown, pointer = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, one]) =>
    leavesOf(one, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function bodyIn(text: string, operation: Operation): unknown {
  if (isForm(operation)) return readForm(text, operation.requestBody?.schema ?? {});
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
