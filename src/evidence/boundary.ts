import { readFileSync } from 'node:fs';
import { redactorOf, type Redactor, type RedactorOptions } from './redact.ts';
import { createSecretMatcher, createSearch, memoized, replaceAll, type SecretMatcher } from './secret-matcher.ts';
import type { WireRequest } from '../http/types.ts';
import { createSentAuthorizations } from './sent-authorizations.ts';
import { isWeak, patternsOf } from './secret-patterns.ts';
import type { Redacted } from './redacted.ts';

/**
 * What every text of a run passes before it leaves: the files of the report, the terminal, the processes of a runner.
 * It knows the secrets of all targets of the run, whichever target a text is about, and what was sent to prove who calls.
 */
export interface Boundary {
  /** Adds the secrets of a target. Its redactor knows those of all others too, also of such as are added later. */
  readonly add: (options: RedactorOptions) => Redactor;
  /**
   * Remembers the Authorization value of a request, or those of other headers that prove who calls, for any answer may
   * repeat it. Called before it is sent.
   */
  readonly sent: (request: WireRequest, proofs?: readonly string[]) => void;
  /** Redacts a text that is about no target alone. */
  readonly text: (text: string) => Redacted<string>;
  /** The same for a JSON-like value, names of properties included. */
  readonly value: <T>(value: T) => Redacted<T>;
}

/** Words that the suite itself writes: a secret that is one of them would make its files unreadable. */
const SCHEMAS = ['results', 'ledger', 'cassette'];

let ownTexts: string | undefined;

function suiteTexts(): string {
  const textOf = (name: string) => readFileSync(new URL(`../../specs/${name}.schema.json`, import.meta.url), 'utf8');
  return (ownTexts ??= SCHEMAS.map(textOf).join('\n'));
}

/** A boundary that knows no secret yet. */
export function createBoundary(): Boundary {
  const targets: RedactorOptions[] = [];
  const sent = createSentAuthorizations();
  // What was let through before a secret was added has not been searched for it.
  let clean = new WeakSet();
  let added = 0;

  /** Searches for the secrets of all targets. `texts` must stay readable, and so must those of a secret's own target. */
  const matcherFor = (texts: () => readonly string[], find: SecretMatcher['find']): SecretMatcher => {
    let known = -1;
    let search = createSearch([]);
    let remembered = memoized(createSecretMatcher([]));
    return {
      find,
      replace(text) {
        if (known !== added) {
          const all = targets.flatMap(({ secrets, contractTexts }) =>
            secrets.flatMap((secret) => patternsOf(secret, [contractTexts, ...texts()])),
          );
          [known, search, remembered] = [added, createSearch(all), memoized(createSecretMatcher(all))];
        }
        const { rest, patterns } = sent.near(text, (token) => isWeak({ name: '', value: token }, texts()));
        return patterns.length === 0 ? remembered.replace(rest) : replaceAll(rest, search(rest, patterns));
      },
    };
  };

  const allTexts = (): string[] => targets.map(({ contractTexts }) => contractTexts);
  const nothing = { secrets: [], contractTexts: '', keepHeaders: [] };
  const { text, value } = redactorOf(
    matcherFor(allTexts, () => []),
    nothing,
    () => clean,
  );

  return {
    add(options) {
      const texts = `${options.contractTexts}\n${suiteTexts()}`;
      const target = { ...options, contractTexts: texts };
      targets.push(target);
      added += 1;
      clean = new WeakSet();
      const own = target.secrets.flatMap((secret) => patternsOf(secret, [texts]));
      const { find } = memoized(createSecretMatcher(own));
      return redactorOf(
        matcherFor(() => [texts], find),
        target,
        () => clean,
      );
    },
    sent: sent.add,
    text,
    value,
  };
}
