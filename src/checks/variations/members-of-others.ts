import type { Operation, Schema } from '../../contract/types.ts';
import type { Vendor } from '../../spec-loader/types.ts';

/**
 * Members that bodies and queries of the other operations have and the deletion's body does not, each with a value of its
 * type: numbers that are not the user's, and for texts the user's own id, which can mean nobody else. A service that shares
 * one request object between its operations takes them for a narrower wish.
 */
export function membersOfOthers({ contract, profile }: Vendor, body: object): Record<string, unknown> {
  const { deletion, users } = profile;
  const own = propertiesOf(contract.operations.get(deletion.operation));
  const others = [...contract.operations.values()].filter(({ id }) => id !== deletion.operation);
  const members = others.flatMap((operation) => Object.entries({ ...queryOf(operation), ...propertiesOf(operation) }));
  const id = Object.values(body).find((value) => typeof value === 'string');
  const unused = users.marks.at(-1);
  const filled = members.flatMap(([name, schema]) => {
    const value = valueOf(schema, { id, unused });
    return name in own || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(filled);
}

const propertiesOf = (operation: Operation | undefined): Readonly<Record<string, Schema>> =>
  operation?.requestBody ? membersIn(operation.requestBody.schema) : {};

/** The properties of a schema and of all that it is composed of. */
function membersIn(schema: Schema): Readonly<Record<string, Schema>> {
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => (schema[keyword] ?? []) as readonly Schema[]);
  return Object.assign({}, ...parts.map(membersIn), schema['properties']) as Readonly<Record<string, Schema>>;
}

const queryOf = ({ parameters = [] }: Operation): Readonly<Record<string, Schema>> =>
  Object.fromEntries(parameters.flatMap((one) => (one.in === 'query' ? [[one.name, one.schema]] : [])));

/** A value of that type; nothing for objects and lists, whose members would have to be right as well. */
function valueOf(schema: Schema, { id, unused }: { readonly id: unknown; readonly unused: unknown }): unknown {
  switch ([schema['type']].flat()[0]) {
    case 'integer':
    case 'number':
      return typeof unused === 'number' ? unused : 1;
    case 'boolean':
      return false;
    case 'string':
      return id;
    default:
      return undefined;
  }
}
