import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { broken, legal, type Broken, type Legal, type Primary } from './types.ts';

/** What an answer to somebody who may not know who exists can depend on. */
export interface Asked {
  readonly id: string;
  /** Whether the user exists. */
  readonly known: boolean;
  /** The Authorization header of the request. */
  readonly authorization: string;
  /** How many such answers came before. */
  readonly count: number;
}

/** The body of an error, and the same with another text. */
export interface ErrorBody {
  readonly body: object;
  readonly text: string;
  readonly say: (text: string) => object;
}

type Edit = (usual: ErrorBody, asked: Asked) => object;

/** One answer for those who exist, another for those who do not; status and code are the same. */
const TELLING: Readonly<Record<string, readonly [does: string, edit: Edit]>> = {
  'text-for-the-unknown': ['the unknown get another text', ({ body, say }, { known }) => (known ? body : say(UNKNOWN))],
  'text-for-the-known': ['the known get another text', ({ body, say }, { known }) => (known ? say(WRONG) : body)],
  'text-with-the-id': [
    'both get the id back, the known in another sentence',
    ({ say }, { known, id }) => say(known ? `The caller may not delete ${id}.` : `The caller may not see ${id}.`),
  ],
  'member-for-the-known': [
    'the known get a further property',
    ({ body }, { known }) => (known ? { ...body, state: 'active' } : body),
  ],
  'empty-member-for-the-known': [
    'the known get a further property without a value',
    ({ body }, { known }) => (known ? { ...body, user: null } : body),
  ],
  'capitals-for-the-known': [
    'the known get the text in capitals',
    ({ body, text, say }, { known }) => (known ? say(text.toUpperCase()) : body),
  ],
};

const UNKNOWN = 'There is no user of that id.';
const WRONG = 'The user exists, but the caller may not delete it.';

/** Answers that differ from request to request, and not from user to user. */
const HIDING: Readonly<Record<string, readonly [does: string, edit: Edit]>> = {
  'text-with-time': ['the time', ({ text, say }) => say(`${text} (${new Date().toISOString()})`)],
  'text-with-http-date': ['the time as HTTP writes it', ({ text, say }) => say(`${text} ${new Date().toUTCString()}`)],
  'text-with-id': ['the id', ({ text, say }, { id }) => say(`${text} (${id})`)],
  'text-with-encoded-id': [
    'the id, percent-encoded twice',
    ({ text, say }, { id }) => say(`${text} user=${encodeURIComponent(encodeURIComponent(id))}`),
  ],
  'text-with-hashed-id': [
    'a hash of the id',
    ({ text, say }, { id }) => say(`${text} ${createHash('sha256').update(id).digest('hex')}`),
  ],
  'text-with-masked-id': ['the id behind stars', ({ text, say }, { id }) => say(`${text} ${id.slice(0, 4)}*****`)],
  'text-with-end-of-id': ['the end of the id', ({ text, say }, { id }) => say(`${text} ...${id.slice(-4)}`)],
  'text-with-correlation-id': [
    'a correlation id',
    ({ body }) => ({ ...body, correlationId: randomUUID(), trace: randomBytes(16).toString('base64') }),
  ],
  'text-with-credentials-id': [
    'a hash of what was sent as credentials',
    ({ text, say }, { authorization }) => say(`${text} ${createHash('md5').update(authorization).digest('hex')}`),
  ],
  'text-with-counter': ['a counter', ({ text, say }, { count }) => say(`${text} This was request ${count}.`)],
  'texts-in-turn': ['one of two texts in turn', ({ text, say }, { count }) => say(count % 2 ? text : `Sorry. ${text}`)],
  'three-texts-in-turn': [
    'one of three texts in turn',
    ({ text, say }, { count }) => say([text, `Sorry. ${text}`, `Alas. ${text}`][count % 3]!),
  ],
  'members-in-any-order': [
    'properties in turn in another order',
    ({ body }, { count }) => (count % 2 ? body : Object.fromEntries(Object.entries(body).toReversed())),
  ],
};

/** What a vendor's tables are made with. */
export interface Hidden<Run> {
  /** Begins the names: "strangers". */
  readonly name: string;
  readonly who: string;
  /** A server that answers them so. */
  readonly change: (edit: Edit) => Run;
  readonly primary: Primary;
  readonly requirements: readonly string[];
  /** SHOULD requirements that do not hold all the same. */
  readonly warns?: Legal<Run>['warns'];
}

/** Servers whose texts tell who exists. */
export function tellingTexts<Run>({ name, who, change, primary, requirements }: Hidden<Run>): Broken<Run>[] {
  return Object.entries(TELLING).map(([id, [does, edit]]) =>
    broken(`${name}-${id}`, `${who}: ${does}.`, primary, () => change(edit), { requirements }),
  );
}

/** Servers whose texts differ and tell nothing. */
export function hidingTexts<Run>({ name, who, change, requirements, warns }: Hidden<Run>): Legal<Run>[] {
  return Object.entries(HIDING).map(([id, [does, edit]]) =>
    legal(`${name}-${id}`, `${who}: the answer holds ${does} (A41).`, () => change(edit), warns ?? {}, {
      requirements,
    }),
  );
}
