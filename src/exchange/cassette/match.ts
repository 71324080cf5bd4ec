import { bytesOf, storedBody, textOf } from './stored-body.ts';
import type { StoredRequest } from './types.ts';
import { createWords, SHORTEST, wordsIn } from './words.ts';

/** Where the random words of an id can stand: hex digits and hyphens, or what is left of an id that was shortened. */
const REGION = /(?<![0-9a-z])[0-9a-f]{1,7}(?![0-9a-z])|[0-9a-f-]{8,}/gi;
const REGION_ONLY = /^[0-9a-f-]*$/i;

/** Longer rows of hex digits in an answer are no ids. */
const LONGEST = 64;

/** Which random words of this run stand for which recorded ones. */
export interface Bijection {
  /** Puts this run's words into the recorded ones, as far as they are known. */
  readonly recorded: (text: string) => string;
  /** Puts recorded words into this run's. */
  readonly present: (text: string) => string;
  readonly learn: (pairs: ReadonlyMap<string, string>) => void;
  /** Takes note of what this run was told: those words stand for themselves. */
  readonly told: (text: string) => void;
  /** Whether either word is known already; a pair of them is new only where neither is. */
  readonly knows: (recorded: string, present: string) => boolean;
}

/** Nothing known yet. */
export function createBijection(): Bijection {
  const [toRecorded, toPresent] = [createWords(), createWords()];
  const learn = (recorded: string, present: string): void => {
    toRecorded.add(present, recorded);
    toPresent.add(recorded, present);
  };
  return {
    recorded: (text) => toRecorded.translate(text),
    present: (text) => toPresent.translate(text),
    learn: (pairs) => pairs.forEach((present, recorded) => learn(recorded, present)),
    told(text) {
      for (const { word } of wordsIn(text))
        if (word.length <= LONGEST && !toRecorded.covers(word) && !toPresent.covers(word)) learn(word, word);
    },
    knows: (recorded, present) => toPresent.has(recorded) || toRecorded.has(present),
  };
}

/**
 * Whether a request of this run is the recorded one: the same but for random words, each of which stands for one
 * recorded word wherever it occurs.
 * @returns the pairs of words that are new, recorded to present; undefined where the requests differ
 */
export function matchRequest(
  recorded: StoredRequest,
  present: StoredRequest,
  known: Bijection,
): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  const isSame =
    recorded.method === present.method &&
    headerText(recorded) === headerText(present) &&
    matchText(recorded.path, present.path, known, found) &&
    matchBody(recorded.body, present.body, known, found);
  return isSame ? found : undefined;
}

/** A request of this run in recorded words, for a reader: what is the same but for random words reads the same. */
export function likened(present: StoredRequest, recorded: StoredRequest | undefined, known: Bijection): StoredRequest {
  const { path, body } = present;
  const isSame = recorded !== undefined && matchBody(recorded.body, body, known, new Map());
  return {
    ...present,
    path: recorded && matchText(recorded.path, path, known, new Map()) ? recorded.path : known.recorded(path),
    body: isSame ? recorded.body : translatedBody(body, known),
  };
}

function translatedBody(body: StoredRequest['body'], { recorded }: Bijection): StoredRequest['body'] {
  if (body === null || (typeof body !== 'string' && 'encrypted' in body)) return body;
  return storedBody(bytesOf(body, textOf(body)), recorded);
}

/** The header lines as a text, for comparison and for a reader. */
export function headerText({ headers }: StoredRequest): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join(', ');
}

function matchBody(
  recorded: StoredRequest['body'],
  present: StoredRequest['body'],
  known: Bijection,
  found: Map<string, string>,
): boolean {
  // Encrypted anew every time, and by a replay not at all, for it has no certificate.
  if (recorded !== null && typeof recorded !== 'string' && 'encrypted' in recorded) return present !== null;
  if (recorded === null || present === null) return recorded === present;
  if (typeof present !== 'string' && 'encrypted' in present) return false;
  return typeof recorded === typeof present && matchText(textOf(recorded), textOf(present), known, found);
}

function matchText(recorded: string, present: string, known: Bijection, found: Map<string, string>): boolean {
  const translated = known.recorded(present);
  if (translated === recorded) return true;
  // All random words have fixed lengths.
  if (translated.length !== recorded.length) return false;
  let at = 0;
  for (const { 0: region, index } of recorded.matchAll(REGION)) {
    if (translated.slice(at, index) !== recorded.slice(at, index)) return false;
    at = index + region.length;
    const other = translated.slice(index, at);
    if (other === region) continue;
    if (!isRandom(region, other) || !matchWords(region, { other, own: present.slice(index, at) }, known, found))
      return false;
  }
  return translated.slice(at) === recorded.slice(at);
}

function matchWords(
  region: string,
  { other, own }: { readonly other: string; readonly own: string },
  known: Bijection,
  found: Map<string, string>,
): boolean {
  for (const { word, index } of wordsIn(region)) {
    const end = index + word.length;
    if (other.slice(index, end) === word) continue;
    const present = own.slice(index, end);
    if (known.knows(word, present) || (found.get(word) ?? present) !== present) return false;
    if (!found.has(word) && [...found.values()].includes(present)) return false;
    found.set(word, present);
  }
  return true;
}

/** Fewer decimal digits are a number of the contract's or the profile's. */
const SHORTEST_NUMBER = 6;

function isRandom(region: string, other: string): boolean {
  if (hyphensIn(other) !== hyphensIn(region) || !REGION_ONLY.test(other)) return false;
  if (region.length >= SHORTEST) return digitsIn(region) >= SHORTEST;
  return region.length >= SHORTEST_NUMBER || /[a-f]/i.test(region + other);
}

const digitsIn = (text: string): number => text.replaceAll('-', '').length;

/** Where the hyphens stand. */
const hyphensIn = (text: string): string => text.replace(/[^-]/g, 'x');
