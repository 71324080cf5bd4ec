import type { Operation } from '../../contract/types.ts';

/** An absolute URL taken apart as it is written: nothing is decoded or resolved. */
export interface WrittenUrl {
  readonly path: string;
  readonly query: string;
}

/** @param url absolute, http or https */
export function writtenUrl(url: string): WrittenUrl {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  return { path, query };
}

/** The values of a path's parameters where it is exactly that of an operation; undefined where it is not. */
export function parametersOf(path: string, operation: Pick<Operation, 'path'>): string[] | undefined {
  const literal = operation.path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('([^/]+)')}$`).exec(path)?.slice(1);
}
