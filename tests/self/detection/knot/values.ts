import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails } from '../types.ts';
import { findsAnywhere, firstWins, leniently, numberAtBeginning, parsed, withoutSurrogates } from '../values.ts';
import { idsOf, ownTenant, steps, type Wrong } from './tools.ts';

const CONFUSED = 'confusing-value-deletes-nobody';
const MISREAD = 'misread-id-deletes-nobody';
const REPEATED = 'repeated-id-is-read-one-way';

/** Which users a body reaches by mistake. */
type Reaches = (body: Buffer, ids: readonly string[]) => readonly string[];

const idIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as { external_user_id?: unknown }).external_user_id : undefined;

const named = (body: Buffer): unknown => idIn(parsed(body));

/** Confusions of values, each of them refused and carried out, and answered with success. */
const CONFUSIONS: readonly (readonly [id: string, does: string, slug: string, reaches: Reaches])[] = [
  [
    'zero-is-any-text',
    'Compares loosely: 0 equals every text without a number at its beginning.',
    CONFUSED,
    (body, ids) => (named(body) === 0 ? ids.filter((id) => Number.isNaN(numberAtBeginning(id))) : []),
  ],
  [
    'number-is-its-beginning',
    'Compares loosely: a number equals every text that begins with it.',
    MISREAD,
    (body, ids) => (typeof named(body) === 'number' ? ids.filter((id) => numberAtBeginning(id) === named(body)) : []),
  ],
  [
    'falsy-is-no-condition',
    'Leaves the condition out for what its language takes for false.',
    CONFUSED,
    (body, ids) => (named(body) === 0 || named(body) === false ? ids : []),
  ],
  [
    'text-of-zero-is-empty',
    'Asks whether the id is empty, which "0" is, and leaves the condition out.',
    CONFUSED,
    (body, ids) => (named(body) === '0' ? ids : []),
  ],
  [
    'false-as-text',
    'Takes the text "false" for false, and leaves the condition out.',
    CONFUSED,
    (body, ids) => (named(body) === 'false' ? ids : []),
  ],
  [
    'null-as-text',
    'Takes the text "null" for null, and leaves the condition out.',
    CONFUSED,
    (body, ids) => (named(body) === 'null' ? ids : []),
  ],
  [
    'empty-list-is-all',
    'Takes an empty list of ids for all of them.',
    CONFUSED,
    (body, ids) => (Array.isArray(named(body)) && (named(body) as unknown[]).length === 0 ? ids : []),
  ],
  [
    'empty-filter-is-all',
    'Takes an object for a filter; an empty one matches everybody.',
    CONFUSED,
    (body, ids) => (JSON.stringify(named(body)) === '{}' ? ids : []),
  ],
  [
    'infinity-is-more',
    'Compares with "at most": infinity reaches everybody.',
    CONFUSED,
    (body, ids) => (named(body) === Infinity ? ids : []),
  ],
  [
    'internal-key',
    'Takes a number for the key of a row: 1 is the oldest user.',
    CONFUSED,
    (body, ids) => (named(body) === 1 ? ids.slice(-1) : []),
  ],
  [
    'text-is-parsed-again',
    'Parses a body that is a text once more.',
    CONFUSED,
    (body) => {
      const outer = parsed(body);
      return typeof outer === 'string' ? [idIn(parsed(Buffer.from(outer)))].filter(isText) : [];
    },
  ],
  [
    'surrogates-dropped',
    'Drops half surrogate pairs.',
    MISREAD,
    (body) => [named(body)].filter(isText).map(withoutSurrogates),
  ],
  [
    'bytes-dropped',
    'Drops bytes that are not UTF-8.',
    MISREAD,
    (body) => [idIn(parsed(leniently(body)))].filter(isText),
  ],
  [
    'first-of-an-array',
    'Takes the first element of an array for the object.',
    MISREAD,
    (body) => {
      const outer = parsed(body);
      return Array.isArray(outer) ? [idIn(outer[0])].filter(isText) : [];
    },
  ],
  [
    'found-anywhere',
    'Looks for an id anywhere in the body.',
    'deep-json-deletes-nobody',
    (body, ids) => (findsAnywhere(parsed(body), 600) ? ids.filter((id) => body.includes(id)) : []),
  ],
];

/** Values that languages confuse, and bodies that are read by mistake. */
export const VALUES: readonly Wrong[] = [
  ...CONFUSIONS.flatMap(([id, does, slug, reaches]) => [
    broken(`${id}/refused`, `${does} Answers as it should.`, fails(slug), reaching(reaches, false), {
      requirements: [slug],
    }),
    broken(`${id}/accepted`, `${does} Answers success.`, fails(slug), reaching(reaches, true), {
      requirements: [slug],
    }),
  ]),
  broken(
    'deep-crashes',
    'Runs out of stack over deep JSON.',
    fails('deep-json-is-refused'),
    steps({
      readProperties(call) {
        if (/^[^"]*\[{500}/s.test(call.body.toString().replaceAll('"external_user_id":', ''))) throw new Error('stack');
        return KNOT.readProperties(call);
      },
    }),
  ),
  broken(
    'surrogate-crashes',
    'Crashes over half a surrogate pair.',
    fails('undecodable-id-is-refused'),
    steps({
      readDeletion(call) {
        const id = KNOT.readDeletion(call);
        if (/\p{Cs}/u.test(id)) throw new Error('incorrect string value');
        return id;
      },
    }),
  ),
  broken(
    'answers-for-the-other',
    'Checks the first of two equal properties and deletes the last.',
    fails(REPEATED),
    repeated((first, last) => ({ checked: first, deleted: last })),
  ),
  broken(
    'deletes-the-first',
    'Checks the last of two equal properties and deletes the first.',
    fails(REPEATED),
    repeated((first, last) => ({ checked: last, deleted: first })),
  ),
  broken(
    'repeated-is-success',
    'Answers success for two equal properties and deletes nobody.',
    fails('deleted-users-stay-gone'),
    steps({
      handle: (call) =>
        firstWins(call.body) === undefined ? KNOT.handle(call) : { status: 200, body: { message: 'Success' } },
    }),
    { requirements: [REPEATED, 'deleted-users-stay-gone'] },
  ),
];

const isText = (value: unknown): value is string => typeof value === 'string';

function reaching(reaches: Reaches, isAccepted: boolean): Wrong['change'] {
  return steps({
    handle(call) {
      if (call.operation !== 'deletion') return KNOT.handle(call);
      const own = ownTenant(call);
      const all = idsOf(own);
      const plain = named(call.body);
      // What the body names rightly is left to the reference implementation.
      const doomed = reaches(call.body, all).filter((id) => id !== plain && all.includes(id));
      for (const id of doomed) own.users.delete(id);
      return isAccepted && doomed.length > 0 ? { status: 200, body: { message: 'Success' } } : KNOT.handle(call);
    },
  });
}

/** Treats a property that stands twice by both of its values. */
function repeated(pick: (first: string, last: string) => { checked: string; deleted: string }): Wrong['change'] {
  return steps({
    deletion(call: KnotCall, tenant) {
      const first = firstWins(call.body);
      if (first === undefined) return KNOT.deletion(call, tenant);
      const { checked, deleted } = pick(first, KNOT.readDeletion(call));
      const isKnown = tenant.users.find(checked) !== undefined;
      tenant.users.delete(deleted);
      return isKnown ? call.steps.answerDeleted(call, checked) : call.steps.answerUnknownUser(call, checked);
    },
  });
}
