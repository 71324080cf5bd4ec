import type { KnownIds } from '../known-ids.ts';

/** What was found in a request that must not simply be sent. */
export interface GuardFinding {
  /** `foreign`: it names somebody else. `hazardous`: it could reach somebody else. */
  readonly kind: 'foreign' | 'hazardous';
  /** Begins with "it" or names what it is about; ends in a full stop. */
  readonly because: string;
}

/** Texts that loose comparison takes for everybody, or for nothing at all. */
const CONFUSABLE = /^(?:0+(?:\.0+)?|false|true|null|undefined|nan|none|nil|nobody|infinity)$/i;

/** The two UUIDs that are nobody's by RFC 9562 (5.9, 5.10), and that a service may take for everybody. */
const NIL_OR_MAX = /^([0f])\1{7}(?:-\1{4}){3}-\1{12}$/i;

/** HTTP methods: as a value, one may override the method of the request. */
const METHOD = /^(?:get|post|put|patch|delete|head|options)$/i;

/** Generated numbers are at least this large, so that none is a real id, index or row count by accident. */
const LARGE = 10 ** 15;

/** What a text in a request may name. */
export function findingOfText(text: string, known: KnownIds): GuardFinding | undefined {
  if (known.isOurs(text)) return undefined;
  if (!/[\p{L}\p{N}]/u.test(text)) return hazard(`${shown(text)} in the place of an id`);
  if (known.resembles(text)) return hazard(`${shown(text)}, which is not provably an id of this run,`);
  if (METHOD.test(text)) return hazard(`the method ${text}`);
  if (CONFUSABLE.test(text) || NIL_OR_MAX.test(text)) return hazard(`${shown(text)} in the place of an id`);
  return { kind: 'foreign', because: `it names ${shown(text)}, which the run neither created nor was offered.` };
}

/** What a number may name. Large random ones name nobody, unless the contract makes ids of numbers. */
export function findingOfNumber(value: number, known: KnownIds): GuardFinding | undefined {
  if (known.idsAreNumbers) {
    if (known.isOurs(String(value))) return undefined;
    const finding = findingOfText(String(value), known);
    if (finding?.kind === 'foreign' && known.isIdOfOthers(String(value))) return finding;
    return hazard(`the number ${String(value)} in the place of an id`);
  }
  const isDrawn = Number.isSafeInteger(value) && value >= LARGE;
  return isDrawn ? undefined : hazard(`the number ${String(value)} in the place of an id`);
}

/** @param what begins the sentence: "an empty list of ids" */
export function hazard(what: string): GuardFinding {
  return { kind: 'hazardous', because: `${what} is hazardous.` };
}

const LONGEST_SHOWN = 80;

function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}
