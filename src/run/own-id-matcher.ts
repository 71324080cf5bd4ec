/** Fewer hex digits do not hold 64 random bits. */
const FEWEST_DIGITS = 16;

/** A random UUID (RFC 9562): version and variant are all that is known of it beforehand. */
const RANDOM_UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi;

/**
 * Length of a window, in characters. Any 22 consecutive characters of a random UUID hold 64 random bits, not counting
 * hyphens, version and variant.
 */
const WINDOW = 22;

/** The same without the hyphens, for stores that drop them: 18 of the hex digits hold 66 random bits at least. */
const BARE_WINDOW = 18;

/** The random parts of a run: a text that holds one of them is nobody else's id. */
export interface RandomParts {
  /** Adds the random UUIDs of an id that was drawn. */
  add(id: string): void;
  holds(text: string): boolean;
  /** As a store reads it that ignores case, or drops what is between letters and digits. */
  holdsAnyCase(text: string): boolean;
}

/** @param runPrefix of the run; one of fewer than 64 bits, as old cassettes have, proves nothing */
export function createRandomParts(runPrefix: string): RandomParts {
  const prefix = new RegExp(`^[0-9a-f]{${FEWEST_DIGITS},}$`).test(runPrefix) ? runPrefix : undefined;
  const exact = new Set<string>();
  const lower = new Set<string>();
  const bare = new Set<string>();
  const holdsWindow = (text: string, windows: ReadonlySet<string>, length = WINDOW): boolean =>
    windowsOf(text, length).some((window) => windows.has(window));
  return {
    add(id) {
      for (const [uuid] of id.matchAll(RANDOM_UUID)) {
        for (const window of windowsOf(uuid, WINDOW)) {
          exact.add(window);
          lower.add(window.toLowerCase());
        }
        for (const window of windowsOf(withoutSeparators(uuid.toLowerCase()), BARE_WINDOW)) bare.add(window);
      }
    },
    holds: (text) => (prefix !== undefined && text.includes(prefix)) || holdsWindow(text, exact),
    holdsAnyCase(text) {
      const small = text.toLowerCase();
      if ((prefix !== undefined && small.includes(prefix)) || holdsWindow(small, lower)) return true;
      return holdsWindow(withoutSeparators(small), bare, BARE_WINDOW);
    },
  };
}

const windowsOf = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));

const withoutSeparators = (text: string): string => text.replace(/[-_.]/g, '');
