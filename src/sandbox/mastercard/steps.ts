import type { KeyObject } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { IssuerCredentials } from './credentials.ts';
import type { Nonces } from './nonces.ts';
import type { OAuthParameters } from './oauth-header.ts';
import type { EnrolledUsers, UserState } from './store.ts';
import type { Clock } from '../../clock.ts';

type Awaitable<T> = T | Promise<T>;

/** One bank: what it signs with, the cards it may enrol, its users. */
export interface Issuer {
  readonly credentials: IssuerCredentials;
  readonly ranges: readonly string[];
  readonly users: EnrolledUsers;
}

/** What all requests share. */
export interface MastercardState {
  readonly clock: Clock;
  readonly issuers: readonly Issuer[];
  readonly nonces: Nonces;
  /** Opens encrypted enrolments. */
  readonly decryptionKey: KeyObject;
  readonly encryptedOnly: boolean;
  /** Closes dashboards, where a client's key is known. */
  readonly clientKey: KeyObject | undefined;
}

/** The operations, by the step that answers them. */
export type MastercardOperation = 'deletion' | 'enrolment' | 'issuerDetails' | 'dashboard' | 'carbonScore';

/** One request, with what the steps need to answer it. */
export interface MastercardCall {
  readonly request: Request;
  readonly operation: MastercardOperation;
  /** The only method of the path. */
  readonly allow: string;
  /** The id in the path; empty where there is none. */
  readonly userid: string;
  readonly body: Buffer;
  readonly state: MastercardState;
  readonly steps: MastercardBehaviour;
}

/** The steps of the gateway's OAuth 1.0a verification, in the order in which they run. */
export interface OAuthSteps {
  readParameters(call: MastercardCall): OAuthParameters;
  findIssuer(call: MastercardCall, parameters: OAuthParameters): Issuer;
  checkSignatureMethod(call: MastercardCall, parameters: OAuthParameters): void;
  checkTimestamp(call: MastercardCall, parameters: OAuthParameters): void;
  checkBodyHash(call: MastercardCall, parameters: OAuthParameters): void;
  checkSignature(call: MastercardCall, parameters: OAuthParameters, issuer: Issuer): void;
  /** Last, so that a request which fails otherwise uses up no nonce. */
  checkNonce(call: MastercardCall, parameters: OAuthParameters): void;
}

/**
 * The steps of an answer, each replaceable alone. A step that ends the request early throws a `Refusal`.
 * Order: size, OAuth, method, media type, JSON, members, user.
 */
export interface MastercardBehaviour extends OAuthSteps {
  handle(call: MastercardCall): Awaitable<Answer>;
  /** Runs the {@link OAuthSteps}. */
  authenticate(call: MastercardCall): Awaitable<Issuer>;
  refuseMethod(call: MastercardCall): Answer;
  /** The JSON body; undefined where there is none at all. */
  readJson(call: MastercardCall): unknown;
  deletion(call: MastercardCall, issuer: Issuer): Awaitable<Answer>;
  /** The ids to delete, each once. */
  readDeletion(call: MastercardCall): readonly string[];
  /** Carries the deletion out; returns those of the ids that are deleted. */
  deleteUsers(call: MastercardCall, issuer: Issuer, ids: readonly string[]): Awaitable<readonly string[]>;
  answerDeleted(call: MastercardCall, deleted: readonly string[], requested: readonly string[]): Awaitable<Answer>;
  answerUnknownUser(call: MastercardCall): Answer;
  enrolment(call: MastercardCall, issuer: Issuer): Awaitable<Answer>;
  /** The enrolment's plain JSON, deciphered where it came encrypted. */
  readEnrolment(call: MastercardCall): unknown;
  issuerDetails(call: MastercardCall, issuer: Issuer): Awaitable<Answer>;
  dashboard(call: MastercardCall, issuer: Issuer): Awaitable<Answer>;
  carbonScore(call: MastercardCall, issuer: Issuer): Awaitable<Answer>;
  /** What `dashboard` and `carbonScore` (`call.operation`) see of a user. */
  stateOf(call: MastercardCall, issuer: Issuer, userid: string): UserState;
  render(call: MastercardCall, answer: Answer): Awaitable<Response>;
}
