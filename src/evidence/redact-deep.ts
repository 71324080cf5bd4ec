import type { Redacted } from './redacted.ts';

/** Nothing of the suite's own is nested so deeply; what a target sends may be. */
const DEEPEST = 100;

/** A smaller number has too few digits to be a secret. */
const LONG_NUMBER = 1e11;

/** The objects that a redaction has made. They are frozen, so they stay what was let through. */
export type CleanObjects = WeakSet<object>;

/**
 * Redacts every text in a JSON-like value: strings, names of properties, items of arrays, and numbers that are long
 * enough to be a secret. An object that an earlier call has made is let through as it is.
 * @param text redacts one text
 * @param clean shared by all calls that know the same secrets
 */
export function redactDeep<T>(value: T, text: (given: string) => string, clean: CleanObjects): Redacted<T> {
  const walk = (node: unknown, depth: number): unknown => {
    if (typeof node === 'string') return text(node);
    if (typeof node === 'number' && Math.abs(node) >= LONG_NUMBER) return redactNumber(node, text);
    if (typeof node !== 'object' || node === null || clean.has(node)) return node;
    if (depth > DEEPEST) return '[nested too deeply to be shown]';
    // An instance of a class (a date, a buffer) is what JSON would write of it.
    if ('toJSON' in node && typeof node.toJSON === 'function') return walk(JSON.parse(JSON.stringify(node)), depth + 1);
    const made = Array.isArray(node)
      ? node.map((item) => walk(item, depth + 1))
      : redactProperties(node, text, (property) => walk(property, depth + 1));
    clean.add(Object.freeze(made));
    return made;
  };
  return walk(value, 0) as Redacted<T>;
}

function redactNumber(value: number, text: (given: string) => string): number | string {
  const written = String(value);
  const redacted = text(written);
  return redacted === written ? value : redacted;
}

function redactProperties(node: object, text: (given: string) => string, walk: (node: unknown) => unknown): object {
  const made = new Map<string, unknown>();
  for (const [name, value] of Object.entries(node)) made.set(unusedName(text(name), made), walk(value));
  // Not by assignment: a target may name a property `__proto__`.
  return Object.fromEntries(made);
}

/** Two names may hold the same secret; each keeps its value. */
function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unused = name;
  for (let number = 2; taken.has(unused); number++) unused = `${name} (${number})`;
  return unused;
}
