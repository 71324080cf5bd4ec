/** The vendor's OpenAPI document as the engine reads it: dereferenced, errata applied. */

import type { SecurityScheme } from './security.ts';

/** JSON Schema (2020-12 for OpenAPI 3.1) or the OpenAPI 3.0 Schema Object, dereferenced. */
export type Schema = Readonly<Record<string, unknown>>;

/** Which schema dialect the document's own version demands. */
export type Dialect = '3.0' | '3.1';

export interface Contract {
  readonly title: string;
  readonly version: string;
  /** Where the vendor publishes it. */
  readonly source: string;
  /** sha256 of the published file, hex; recorded in the document. */
  readonly publishedSha256: string;
  /** sha256 of our `openapi.yaml`, hex. */
  readonly sha256: string;
  readonly dialect: Dialect;
  /** By operationId. */
  readonly operations: ReadonlyMap<string, Operation>;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Path template, e.g. `/users/{userid}`. */
  readonly path: string;
  /** Those of the operation and of its path. */
  readonly parameters?: readonly Parameter[];
  /** The schemes of authentication that it accepts; none where the document names none. */
  readonly security?: readonly SecurityScheme[];
  /** `x-reconstructed`: no public document defines it fully. */
  readonly reconstructed: boolean;
  /** `x-encrypted-request` / `x-encrypted-response`: what travels encrypted although the schema shows the plain text. */
  readonly encrypted: { readonly request: boolean; readonly response: boolean };
  readonly requestBody?: {
    readonly required: boolean;
    readonly mediaType: string;
    readonly schema: Schema;
    /** Contents that may be sent instead. */
    readonly alternatives?: readonly Content[];
  };
  /** By status code. */
  readonly responses: ReadonlyMap<number, DocumentedResponse>;
}

/** What a body is documented to hold where it is of one media type. */
export interface Content {
  /** As the document writes it: in any case, with parameters, or a range (`application/*`). */
  readonly mediaType: string;
  readonly schema?: Schema;
}

export interface DocumentedResponse {
  /** Absent where the response has no content. */
  readonly mediaType?: string;
  readonly schema?: Schema;
  /** Further contents that are documented for the same status. */
  readonly alternatives?: readonly Content[];
  /** Names of its headers; absent where none is documented. */
  readonly headers?: readonly string[];
}
