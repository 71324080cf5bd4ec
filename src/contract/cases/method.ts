import { pathPattern } from '../path-template.ts';
import type { Operation } from '../types.ts';
import type { RequestCase } from './types.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * `method`: each method that the contract does not document on the operation's path; the body stays.
 * @param all every operation of the contract: a method that another one documents on the same path is no fault
 */
export function methods(operation: Operation, all: Iterable<Operation>, ids: number): RequestCase[] {
  const taken = documentedMethods(operation, all);
  return METHODS.filter((method) => !taken.has(method)).map((method) => ({
    name: `method.${method}`,
    description: `the method is ${method}`,
    conforms: false,
    ids,
    apply: (draft) => ({ ...draft, method }),
  }));
}

function documentedMethods(operation: Operation, all: Iterable<Operation>): ReadonlySet<string> {
  const own = pathPattern(operation.path);
  // Another name of a parameter is the same path, and `/users/me` is one of `/users/{id}`.
  const onPath = [operation, ...all].filter(({ path }) => own.test(path) || pathPattern(path).test(operation.path));
  const methods = new Set(onPath.map(({ method }) => method.toUpperCase()));
  // RFC 9110 section 9.1: a server that supports GET supports HEAD.
  if (methods.has('GET')) methods.add('HEAD');
  return methods;
}
