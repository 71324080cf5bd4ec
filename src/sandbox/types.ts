import type { Clock } from '../clock.ts';

/** What a server hands over next to the request: the body bytes, which a `Request` cannot carry with GET and HEAD. */
export interface SandboxEnv {
  readonly rawBody?: Buffer;
}

/** An embedded reference implementation: answers requests from its own state, opens no socket of its own. */
export interface Sandbox {
  readonly vendor: string;
  /** Path under which the operations stand: empty, or such as `/cts`. */
  readonly basePath: string;
  /** Answers one request. `env.rawBody` wins over the request's own body. */
  fetch(request: Request, env?: SandboxEnv): Promise<Response> | Response;
  /** Variables of the throw-away credentials, as they would stand in `.env`, base URL excluded. */
  readonly environment: Readonly<Record<string, string>>;
  /** Declarations that the default run makes about this sandbox. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Variables that switch on something optional, with the sentence that says what. */
  readonly optional?: { readonly explanation: string; readonly variables: Readonly<Record<string, string>> };
  /** Puts living users there under these ids, of the first tenant. */
  adopt?(ids: readonly string[]): void;
  /** Removes whatever it left on disk. May be called twice. */
  dispose(): Promise<void>;
}

/** How a sandbox is made. */
export interface SandboxOptions {
  readonly clock: Clock;
  /** How much later than its answer a deletion becomes visible, in ms by the clock. Default 0: at once. */
  readonly deletionDelayMs?: number;
  /** Refuse enrolments that are not payload-encrypted, where the vendor has such a thing. Default false. */
  readonly encryptedOnly?: boolean;
}
