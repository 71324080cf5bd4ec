import type { Answer } from '../../../../src/sandbox/answer.ts';
import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails, legal, warns } from '../types.ts';
import { refuse, steps, type Right, type Wrong } from './tools.ts';

const ADDITIONS = 'additions-of-clients-change-nothing';
const ESCAPED = 'user-with-escaped-id-is-deletable';
const NAMES = 'other-names-of-the-id-delete-nobody';
const ALIAS = 'id-under-another-name-deletes-nobody';
const VERSION = 'older-version-is-done-or-refused';
const READS = 'no-read-shows-a-deleted-user';

/** The answer to a deletion is kept by a header field, whatever else comes with it. */
const keptBy = (name: string) => () => {
  const kept = new Map<string, Answer>();
  return {
    behaviour: {
      async deletion(call: KnotCall, tenant: Parameters<typeof KNOT.deletion>[1]) {
        const key = call.request.headers.get(name);
        const known = key === null ? undefined : kept.get(key);
        if (known) return known;
        const given = await KNOT.deletion(call, tenant);
        if (key !== null) kept.set(key, given);
        return given;
      },
    },
  };
};

/** Reads the id out of the text of the body. */
const fromText = (read: (text: string) => string | undefined) =>
  steps({ readDeletion: (call) => read(call.body.toString()) ?? KNOT.readDeletion(call) });

/** The value of another member where there is one. */
const fromMember = (read: (properties: Readonly<Record<string, unknown>>) => unknown) =>
  steps({
    readDeletion(call) {
      const found = read(KNOT.readProperties(call));
      return typeof found === 'string' ? found : KNOT.readDeletion(call);
    },
  });

const named = (isIt: (name: string) => boolean) =>
  fromMember((properties) => Object.entries(properties).findLast(([name]) => isIt(name))?.[1]);

const memberOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'external_user_id' in value ? value.external_user_id : undefined;

/** The id as a reader has it that keeps the backslash before this. */
const keepingBackslash = (escape: RegExp) => (text: string) => {
  const id = /"external_user_id":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  return id !== undefined && escape.test(id) ? id : undefined;
};

const names = (id: string, does: string, change: Wrong['change']): Wrong =>
  broken(id, does, fails(NAMES), change, { requirements: [NAMES] });

/** What clients send besides the deletion, and other ways to write its body. */
export const CLIENT_ADDITIONS: readonly Wrong[] = [
  ...['Idempotency-Key', 'X-Request-Id', 'X-Correlation-Id'].map((name) =>
    broken(`kept-by-${name.toLowerCase()}`, `An answer is kept by ${name} alone.`, fails(ADDITIONS), keptBy(name), {
      requirements: [ADDITIONS],
    }),
  ),
  broken(
    'escaped-slash-is-two-characters',
    'The backslash before a slash becomes a part of the id.',
    fails(ESCAPED),
    fromText(keepingBackslash(/\\\//)),
    { requirements: [ESCAPED] },
  ),
  broken(
    'surrogates-are-kept-apart',
    'Escapes of surrogates are not decoded.',
    fails(ESCAPED),
    fromText(keepingBackslash(/\\ud83d/i)),
    { requirements: [ESCAPED] },
  ),
  names(
    'names-in-any-case',
    'The last member counts that is called external_user_id in any case.',
    named((name) => name.toLowerCase() === 'external_user_id'),
  ),
  names(
    'names-in-camel-case',
    'externalUserId counts before external_user_id.',
    named((name) => name === 'externalUserId'),
  ),
  names(
    'names-of-php',
    'Full stops and blanks in names become underscores.',
    named((name) => name.replace(/[. ]/g, '_') === 'external_user_id'),
  ),
  names(
    'user-id-counts',
    'user_id counts before external_user_id.',
    named((name) => name === 'user_id'),
  ),
  names(
    'data-is-unwrapped',
    'What is in "data" counts.',
    fromMember(({ data }) => memberOf(data)),
  ),
  broken(
    'first-spelling-counts',
    'The first member counts that is called external_user_id in any case.',
    fails(NAMES),
    fromMember(
      (properties) => Object.entries(properties).find(([name]) => name.toLowerCase() === 'external_user_id')?.[1],
    ),
    { requirements: [NAMES] },
  ),
  ...['externalUserId', 'external.user.id', 'EXTERNAL_USER_ID'].map((name) =>
    broken(
      `without-id/${name}`,
      `Where external_user_id is missing, ${name} counts.`,
      warns(ALIAS),
      fromMember((properties) => properties['external_user_id'] ?? properties[name]),
      { requirements: [ALIAS] },
    ),
  ),
  broken(
    'without-id/data',
    'Where external_user_id is missing, that of "data" counts.',
    warns(ALIAS),
    fromMember((properties) => properties['external_user_id'] ?? memberOf(properties['data'])),
    { requirements: [ALIAS] },
  ),
  broken(
    'older-version-only-marks',
    'Of version 1.0 the deletion marks the user and is answered with success; no read knows the mark.',
    fails(VERSION),
    steps({
      deleteUser: (call, tenant, id) =>
        call.request.headers.get('knot-version') === '1.0'
          ? tenant.users.find(id) !== undefined
          : tenant.users.delete(id),
    }),
    { requirements: [VERSION] },
  ),
  broken(
    'cached-by-order',
    'Reads are cached by the text of the query; a deletion empties what is asked for with the id first.',
    fails(READS),
    () => {
      const cache = new Map<string, Answer>();
      return {
        behaviour: {
          async getAccounts(call, tenant) {
            const { search } = new URL(call.request.url);
            const key = `${call.tenants.indexOf(tenant)} ${search}`;
            const isUsual = search.startsWith('?external_user_id');
            const answer = (isUsual ? undefined : cache.get(key)) ?? (await KNOT.getAccounts(call, tenant));
            if (answer.status === 200) cache.set(key, answer);
            return answer;
          },
        },
      };
    },
    { requirements: [READS] },
  ),
];

const ONLY = { requirements: [ADDITIONS, ESCAPED, NAMES, ALIAS, VERSION] };

/** Refuses what is added; nobody is deleted then. */
export const LEGAL_ADDITIONS: readonly Right[] = [
  legal(
    'older-versions-400',
    'Versions other than 2.0 are refused.',
    steps({
      deletion: (call, tenant) =>
        (call.request.headers.get('knot-version') ?? '2.0') === '2.0'
          ? KNOT.deletion(call, tenant)
          : refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD', 'No such version.'),
    }),
    {},
    ONLY,
  ),
  legal(
    'key-of-another-deletion-409',
    'A key that came with another body is refused.',
    () => {
      const bodies = new Map<string, string>();
      return {
        behaviour: {
          deletion(call, tenant) {
            const key = call.request.headers.get('Idempotency-Key');
            const body = call.body.toString();
            if (key !== null && (bodies.get(key) ?? body) !== body)
              refuse(409, 'INVALID_REQUEST', 'INVALID_FIELD', 'The key belongs to another request.');
            if (key !== null) bodies.set(key, body);
            return KNOT.deletion(call, tenant);
          },
        },
      };
    },
    {},
    ONLY,
  ),
  legal(
    'large-bodies-413',
    'Bodies of more than 8 kB are refused with 413.',
    steps({
      deletion: (call, tenant) =>
        call.body.length > 8192
          ? refuse(413, 'INVALID_REQUEST', 'INVALID_FIELD', 'Too large.')
          : KNOT.deletion(call, tenant),
    }),
    {},
    ONLY,
  ),
  legal(
    'further-parameters-400',
    'Parameters of the query that nobody knows are refused.',
    steps({
      deletion: (call, tenant) =>
        call.query.size > 0 ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD', 'Unknown.') : KNOT.deletion(call, tenant),
    }),
    {},
    ONLY,
  ),
  legal(
    'members-of-other-names-400',
    'Members that nobody knows are refused.',
    steps({
      deletion: (call, tenant) =>
        Object.keys(KNOT.readProperties(call)).some((name) => name !== 'external_user_id')
          ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD', 'Unknown.')
          : KNOT.deletion(call, tenant),
    }),
    {},
    ONLY,
  ),
];
