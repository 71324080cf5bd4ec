import type { RawExchange } from './record-tape.ts';
import { standInFor } from './stand-in.ts';
import { textOf } from './stored-body.ts';
import { storedExchange, type Storing } from './stored-exchange.ts';
import { storedRequest, type Reading } from './stored-request.ts';
import type { PartName, StoredPart, StoredRequest } from './types.ts';
import { createWords, wordsIn, type Words } from './words.ts';

/** A part as it was taped. */
export interface RawPart {
  readonly part: PartName;
  readonly startedAt: number;
  readonly inSequence: number;
  readonly exchanges: readonly RawExchange[];
}

/** The tapes of a run, and what must not stand in its cassette. */
export interface Keeping extends Omit<Storing, 'standIn'> {
  /** In the order in which the cassette holds them. */
  readonly parts: readonly RawPart[];
  readonly reading: Reading;
  /** Random, part of the run's ids. */
  readonly runPrefix: string;
  /** Users whom the operator offers, whose ids may be of any make. */
  readonly offered: readonly string[];
}

/** What a cassette holds of a run: nothing secret, and no id that anybody has. */
export interface Kept {
  readonly parts: readonly StoredPart[];
  /** Stand-ins. */
  readonly runPrefix: string;
  readonly offered: readonly string[];
}

/** Makes the parts of a cassette. Secrets go first; then every random word that a request held gets its stand-in. */
export function keepParts({ parts, reading, redactor, base, runPrefix, offered }: Keeping): Kept {
  const requests = parts.map(({ exchanges }) => exchanges.map(({ request }) => storedRequest(request, reading)));
  const words = createWords();
  words.add(runPrefix, standInFor(runPrefix, 'run'));
  for (const [index, id] of offered.entries())
    for (const spell of SPELLINGS) words.add(spell(id), spell(standInFor(id, `offered ${index}`)));
  for (const [index, { part }] of parts.entries()) addWords(words, part, (requests[index] ?? []).flatMap(wordsOf));
  for (const { part, exchanges } of parts) addWords(words, `${part} answer`, exchanges.flatMap(madeByTarget));
  const standIn = (text: string): string => words.translate(text);
  return {
    parts: parts.map(({ part, startedAt, inSequence, exchanges }, index) => ({
      part,
      startedAt: startedAt - base,
      inSequence,
      exchanges: exchanges.map((raw, at) =>
        storedExchange(raw, requests[index]?.[at] as StoredRequest, { redactor, standIn, base }),
      ),
    })),
    runPrefix: standIn(runPrefix),
    offered: offered.map(standIn),
  };
}

/** The fewest and the most characters of what a target makes up: a longer row of hex digits is encrypted text. */
const TOKEN = [16, 128] as const;

/** How ids stand in requests: in JSON, in a query. Neither changes the letters and digits that a stand-in changes. */
const SPELLINGS: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => JSON.stringify(id).slice(1, -1),
  encodeURIComponent,
];

function addWords(words: Words, key: string, found: readonly string[]): void {
  let number = 0;
  for (const word of found) if (!words.covers(word)) words.add(word, standInFor(word, `${key} ${++number}`));
}

function wordsOf({ path, body }: StoredRequest): string[] {
  const text = body === null || (typeof body !== 'string' && 'encrypted' in body) ? '' : textOf(body);
  return wordsIn(`${path}\n${text}`).map(({ word }) => word);
}

/** What the target made up and no request repeats: ids of others, tokens. Numbers stay, for they may be judged. */
function madeByTarget({ response }: RawExchange): string[] {
  const words = wordsIn(response?.body.toString('latin1') ?? '').map(({ word }) => word);
  return words.filter((word) => word.length >= TOKEN[0] && word.length <= TOKEN[1] && /[a-f]/i.test(word));
}
