import type { CredentialVariables, ShellValue } from '../../auth/shell-values.ts';
import type { Exchange } from '../../http/types.ts';

/** A user that the script creates, or whose id its reader gives. */
export interface ScriptUser {
  readonly id: string;
  /** Exchanges that created the user; none where somebody else did. */
  readonly creation: readonly Exchange[];
  /** The user that these exchanges created, where it was another user. */
  readonly createdLike?: string;
}

/** What a script is written from. */
export interface ScriptInput {
  /** First line: what it shows. */
  readonly title: string;
  readonly vendor: string;
  readonly baseUrl: string;
  /** Calls the suite's own command, for what no shell can sign. */
  readonly command: string;
  /** `{run}` of the run: every id that a caller chooses holds it. */
  readonly runPrefix: string;
  readonly chosenBy: 'caller' | 'server';
  /** Where the id of a new user is in the answer that creates it; absent where the caller chooses it. */
  readonly idPointer?: string;
  /** Users that the steps name, in the order of their creation. */
  readonly users: readonly ScriptUser[];
  /** What is sent, in order of time: looks before, the request, looks after. */
  readonly steps: readonly Exchange[];
  /** Of both tenants; the second one is absent where there is none. */
  readonly credentials: readonly CredentialVariables[];
  /** Variable of the second tenant's key, where its requests are signed by the command. */
  readonly otherVariable?: string;
  /** Card numbers that the users were created with. */
  readonly cards: readonly string[];
  /** Names of headers that the operator configured: their values are secrets. */
  readonly configuredHeaders: readonly string[];
  /** The variable that holds those headers. */
  readonly headersVariable: string;
  readonly timeoutMs: number;
}

/** What a script prints for one step that was sent in the run as well. */
export interface StepAnswer {
  readonly label: string;
  /** As curl prints it; `000` where no answer came. */
  readonly status: string;
}

/** A shell script that shows a failure again, with what it printed in the run. */
export interface Reproduction {
  readonly script: string;
  readonly answers: StepAnswer[];
}

/** Everything that a script writes by a variable of its own. */
export interface Substitutions {
  readonly ids: readonly ShellValue[];
  /** In URLs, where only what needs no escape may be put. */
  readonly url: readonly ShellValue[];
}
