import type { Operation } from '../types.ts';
import type { RequestCase } from './types.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** `method`: each method that the path does not document; the body stays. */
export function methods(operation: Operation, documented: readonly string[], ids: number): RequestCase[] {
  const taken = new Set([operation.method, ...documented].map((method) => method.toUpperCase()));
  return METHODS.filter((method) => !taken.has(method)).map((method) => ({
    name: `method.${method}`,
    description: `the method is ${method}`,
    valid: false,
    ids,
    apply: (draft) => ({ ...draft, method }),
  }));
}
