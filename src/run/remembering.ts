import type { Redactor } from '../exchange/redact.ts';

/** Most requests of a run carry the same credentials. */
const MOST_REDACTORS = 32;

/** Most answers of a run are made of the same lines and bodies. */
const MOST_TEXTS = 512;
const LONGEST_TEXT = 4096;

/**
 * The same redactor, which does not search again what it has searched already: looking for every spelling of every
 * secret in every answer is what a run inside one process spends most of its time with.
 */
export function remembering(redactor: Redactor): Redactor {
  const redactors = new Map<string, Redactor>();
  const texts = new Map<string, string[]>();
  return {
    ...redactor,
    also: (secrets) =>
      remembered(redactors, MOST_REDACTORS, JSON.stringify(secrets), () => remembering(redactor.also(secrets))),
    find: (text) =>
      text.length > LONGEST_TEXT ? redactor.find(text) : remembered(texts, MOST_TEXTS, text, () => redactor.find(text)),
  };
}

function remembered<T>(known: Map<string, T>, most: number, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  // Last in, last out: what is used stays.
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
  return value;
}
