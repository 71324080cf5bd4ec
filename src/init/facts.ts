import type { SchemeConfig } from '../auth/schemes.ts';
import type { IdsAt } from '../contract/ids-place.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Condition } from '../verdict/types.ts';

/** What is asked, and what was already answered. */
export interface Asked {
  readonly vendor: string;
  readonly contract: Contract;
  readonly operation: Operation;
  /** The `auth` that the document has no words for. */
  readonly auth?: SchemeConfig;
  /** The document as it is. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Whether its answers were there as `default` or in ranges. */
  readonly isToldApart: boolean;
  /** The schemes of which a caller needs all, in each of the ways that the document lets it choose. */
  readonly demanded: readonly (readonly string[])[];
}

/** What a document states about a deletion, as far as the requirements that follow depend on it. */
export interface Facts {
  /** Name of the folder; first part of every id. */
  readonly vendor: string;
  /** What a requirement cites. */
  readonly source: string;
  readonly contract: Contract;
  readonly operation: Operation;
  readonly ids: IdsAt;
  readonly many: boolean;
  /** The most ids of one request; undefined where the document sets no limit. */
  readonly most: number | undefined;
  /** What an id is: any text, a UUID, a text of a pattern, a number. */
  readonly idKind: 'free' | 'uuid' | 'pattern' | 'number';
  readonly chosenBy: 'caller' | 'server';
  /** The documented success. */
  readonly success: number;
  /** Whether a success only promises the deletion (202). */
  readonly later: boolean;
  /** JSON Pointer to the list of the deleted in the success; undefined where it holds none. */
  readonly listed: string | undefined;
  readonly notFound: Condition;
  /** Statuses that refuse a request for its form, or its caller. */
  readonly badRequest: readonly number[];
  readonly unauthorised: readonly number[];
  readonly errors: { readonly code: string; readonly type?: string; readonly text?: string };
  /** Those of {@link errors} that every error has. */
  readonly promised: readonly string[];
  readonly auth: SchemeConfig;
  /** What the document does not state, by what it is about. */
  readonly questions: ReadonlyMap<string, string>;
}

/** The statuses that a document has for an operation, of these. */
export function documented({ responses }: Operation, ...statuses: readonly number[]): number[] {
  return statuses.filter((status) => responses.has(status));
}
