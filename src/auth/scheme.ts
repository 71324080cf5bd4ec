import type { SecurityScheme } from '../contract/security.ts';
import type { EdgeConfig } from './edge-config.ts';
import type { CredentialVariables } from './shell-values.ts';
import type { Authenticator, Secret } from './types.ts';
import type { Clock } from '../clock.ts';

/** The `auth` of a profile; each scheme adds what it needs. */
export interface BaseConfig extends EdgeConfig {
  readonly scheme: string;
}

/** What proves who calls. `names` holds the environment variables that the values came from: reports show these instead. */
export interface BaseCredentials {
  readonly scheme: string;
  readonly names: Readonly<Record<string, string | undefined>>;
}

/** One environment variable of a scheme, behind the vendor's prefix. */
export interface SchemeVariable {
  readonly suffix: string;
  readonly optional?: true;
  /** What a report shows of it: nothing, the bare name of a file, or its value. */
  readonly holds: 'secret' | 'file' | 'public';
}

/** The variables of one tenant, as they are set. */
export interface SchemeValues {
  /** The whole name of a variable. */
  readonly name: (suffix: string) => string;
  /** Its value; undefined where it is not set. */
  readonly value: (suffix: string) => string | undefined;
}

/** What an authenticator is made with. */
export interface AuthenticatorInput<C> {
  readonly own: C;
  /** Of a second tenant; invalid credentials that need it cannot sign without. */
  readonly other: C | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** What wrong credentials are made of: the same text makes the same ones. */
  readonly source: string;
}

/** Where a scheme puts its credentials. */
export interface CredentialPlaces {
  readonly headers: readonly string[];
  readonly query?: string;
  /** The parameter by which a query may state who calls, whatever else proves it. */
  readonly callerInQuery?: string;
  /** Headers whose values prove something and are repeated nowhere; default: Authorization. */
  readonly proofs?: readonly string[];
}

/** All that the suite must know of one way to prove who calls. One file each; `schemes.ts` lists them. */
export interface Scheme<Config extends BaseConfig, C extends BaseCredentials> {
  readonly name: Config['scheme'];
  /** Its environment variables. */
  variables(config: Config): readonly SchemeVariable[];
  /**
   * Makes the credentials of the variables; those that are required are set.
   * @throws KeyError with a sentence that names a variable, never a value
   */
  read(values: SchemeValues, config: Config): C;
  authenticator(config: Config, input: AuthenticatorInput<C>): Authenticator;
  /** What must never be written. The authenticator knows further forms of it. */
  secretsOf(credentials: C): Secret[];
  /** What names the caller and is no secret; undefined where there is none. */
  callerOf(credentials: C): string | undefined;
  /** How a shell writes these credentials and their near forms; empty where it cannot. */
  inShell(credentials: C): CredentialVariables;
  /**
   * Credentials that open nothing, for a replay and for the names of invalid credentials.
   * @param signs whether they will be used
   */
  standIn(names: Names, secret: () => string, signs: boolean): C;
  placesOf(config: Config): CredentialPlaces;
  /**
   * The call at which the scheme proves itself to get something: its path behind the base URL, where the operator has put it
   * instead, and what of its form states who calls.
   */
  tokenCall?(
    config: Config,
    credentials: C,
  ): { readonly path: string; readonly url?: string; readonly fields: readonly string[] };
  /** Whether a contract that names this security scheme may mean it; absent: OpenAPI has no words for the scheme. */
  isDocumentedAs?(documented: SecurityScheme, config: Config): boolean;
  /** What a profile states about it otherwise than a contract that documents it; undefined where nothing. */
  readonly breachOf?: (documented: SecurityScheme, config: Config) => { key: string; says: string } | undefined;
  /** Whether no shell can write its proof, so that the command `sign` makes it. */
  readonly signed?: true;
}

type Names = Readonly<Record<string, string>>;

/** The name of a credential's variable; the word itself where there is none. */
export const named = (names: Names, word: string): string => names[word] ?? word;
