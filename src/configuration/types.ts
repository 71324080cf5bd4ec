import type { Authenticator } from '../auth/types.ts';
import type { Credentials } from '../auth/schemes.ts';
import type { PayloadEncryptionSource } from '../auth/payload-encryption.ts';
import type { TlsOptions } from '../http/tls-options.ts';

/** Base URL, credentials, and what the operator declares about it. Secrets live here: never written as it is. */
export interface Target {
  readonly vendor: string;
  readonly kind: 'configured' | 'sandbox';
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Other hosts, where calls of theirs are sent; absent: the base URL answers everything. */
  readonly further?: readonly FurtherHost[];
  /** Whether all hosts are this machine. */
  readonly loopback: boolean;
  /** The vendor's production host, or one of several: the run creates nobody there and deletes offered users alone. */
  readonly production: boolean;
  readonly credentials: Credentials;
  readonly other?: Credentials;
  /** Further request headers; values are secrets. */
  readonly headers: readonly (readonly [string, string])[];
  /** What TLS connections need beyond Node's own. */
  readonly tls?: TlsOptions;
  /** Offered disposable users; absent where the run creates its own. */
  readonly userIds?: readonly string[];
  readonly maxUsers: number;
  /** What the operator declares; absent: chosen in the preflight. */
  readonly observe?: 'read' | 'repeat' | 'command' | 'none';
  /** Command of the operator's that shows whether a user lives; what it prints is not read. */
  readonly observeCommand?: string;
  /** Command of the operator's that creates users and prints an id a line. */
  readonly createUserCommand?: string;
  readonly settleMs: number;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  /** Prefixes of the card numbers to enrol; absent: what the vendor's contract offers. */
  readonly cardRanges?: readonly string[];
  /** Where set, every enrolment is payload-encrypted. */
  readonly encryption?: PayloadEncryptionSource;
  /** Names and values of every variable that was set, secrets as `[redacted]`. */
  readonly configuration: Readonly<Record<string, string>>;
}

/** Another host of the vendor, which answers some calls that create or show users. */
export interface FurtherHost {
  /** Variable that names it. */
  readonly variable: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly operations: readonly string[];
}

/** Both tenants' ways of proving who calls. */
export interface Authenticators {
  readonly own: Authenticator;
  readonly other?: Authenticator;
}
