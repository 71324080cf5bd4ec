import type { DeepReadonly } from '../deep-readonly.ts';
import type { CassetteFile } from './schema-types.ts';

/** The version of the format. A cassette of another one cannot be replayed. */
export const CASSETTE_VERSION = 2;

/**
 * All that one vendor's part of a run exchanged with its target, redacted: enough to run it again without one. These types
 * are those of `specs/cassette.schema.json`; here are their names.
 */
export type Cassette = DeepReadonly<CassetteFile>;

/** What the operator had declared about the target. */
export type TargetFacts = Cassette['target'];

/** The scheme, and which variable held which credential. */
export type NamedCredentials = TargetFacts['credentials'];

/** Everything of one requirement, of the preflight or of the final check. */
export type StoredPlace = Cassette['places'][number];

/** One turn to send: a request and its answer, redacted. */
export type StoredExchange = StoredPlace['exchanges'][number];

/** What of a request is kept and compared: without credentials, and without what the operator adds. */
export type StoredRequest = NonNullable<StoredExchange['request']>;

/** An answer as a replay gives it. */
export type StoredResponse = NonNullable<StoredExchange['response']>;

export type StoredHeader = StoredResponse['headers'][number];

/** Text where it is UTF-8. */
export type StoredBody = StoredResponse['body'];
