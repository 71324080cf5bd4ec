import type { Dialect, DocumentedResponse, Operation, Schema } from './types.ts';
import { compileSchema } from './validator.ts';

/**
 * Finds what is wrong in the schemas that requests and answers will be compared with, when the contract is read: in the
 * middle of a run it would be found too late.
 * @returns one sentence about the first invalid schema; undefined where all are valid
 */
export function schemaMistake(operations: Iterable<Operation>, dialect: Dialect): string | undefined {
  for (const operation of operations)
    for (const [where, schema] of schemasOf(operation)) {
      try {
        compileSchema(schema, dialect);
      } catch (error) {
        return `${operation.method} ${operation.path}: the schema of its ${where} is ${(error as Error).message}`;
      }
    }
  return undefined;
}

function schemasOf({ requestBody, responses }: Operation): [where: string, schema: Schema][] {
  return [
    ...(requestBody ? schemasIn('request body', requestBody) : []),
    ...[...responses].flatMap(([status, response]) => schemasIn(`response ${String(status)}`, response)),
  ];
}

function schemasIn(
  where: string,
  { schema, alternatives = [] }: DocumentedResponse,
): [where: string, schema: Schema][] {
  return [{ schema }, ...alternatives].flatMap(({ schema: one }): [string, Schema][] => (one ? [[where, one]] : []));
}
