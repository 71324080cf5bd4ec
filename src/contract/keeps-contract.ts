import type { UnsignedRequest } from './cases/types.ts';
import { isForm, readForm } from './form.ts';
import { idsPlaceOf, idValue, type IdsNotation, type IdsPlace } from './ids-place.ts';
import type { Contract, Dialect, Operation, Schema } from './types.ts';
import { compileSchema } from './validator.ts';

/** A vendor, as far as its deletion goes. */
interface Deletes {
  readonly contract: Contract;
  readonly profile: { readonly deletion: IdsNotation & { readonly operation: string } };
}

/**
 * How a deletion that should be valid breaks the request schema of the contract; undefined where it conforms, or where its
 * body is written in another way than as JSON or a form.
 */
export function breachOf(draft: UnsignedRequest, { contract, profile }: Deletes): string | undefined {
  const operation = contract.operations.get(profile.deletion.operation);
  if (!operation) return undefined;
  const inBody = operation.requestBody && bodyBreach(draft, operation, contract);
  if (inBody !== undefined) return inBody;
  const place = idsPlaceOf(profile.deletion, operation);
  if (place.in === 'body') return undefined;
  return idsIn(draft, operation, place)
    .map((id) => idBreach(id, place, contract))
    .find((breach) => breach !== undefined);
}

/** How one id in a parameter breaks the contract; undefined where it conforms. */
export function idBreach(
  id: string,
  place: IdsPlace & { in: 'path' | 'query' },
  { dialect }: Pick<Contract, 'dialect'>,
): string | undefined {
  const [broken] = compileSchema(place.schema, dialect)(idValue(id, place));
  return broken && `the ${place.in} parameter ${place.name} ${broken.message}`;
}

function bodyBreach({ body }: UnsignedRequest, operation: Operation, { dialect }: Contract): string | undefined {
  const { schema, required } = operation.requestBody ?? { schema: {}, required: false };
  if (body === undefined) return required ? 'there is no body' : undefined;
  if (isForm(operation)) return valueBreach(readForm(body.toString('utf8'), schema), schema, dialect);
  try {
    return valueBreach(JSON.parse(body.toString('utf8')), schema, dialect);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How a value breaks a schema; undefined where it conforms. */
export function valueBreach(value: unknown, schema: Schema, dialect: Dialect): string | undefined {
  const broken = compileSchema(schema, dialect)(value);
  return broken.length === 0 ? undefined : broken.map(({ path, message }) => `${path || 'it'} ${message}`).join('; ');
}

function idsIn(
  { path: url }: UnsignedRequest,
  operation: Operation,
  place: { readonly in: 'path' | 'query'; readonly name: string },
): string[] {
  const [path = '', query = ''] = url.split('?');
  if (place.in === 'query')
    return [...new URLSearchParams(query)].flatMap(([name, value]) => (name === place.name ? [value] : []));
  const at = operation.path.split('/').findIndex((segment) => segment === `{${place.name}}`);
  const segment = at < 0 ? undefined : path.split('/')[at];
  return segment === undefined ? [] : [decodeURIComponent(segment)];
}
