import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails } from '../types.ts';
import { namedIn, ownTenant, steps, type Wrong } from './tools.ts';

const PAIRS = 'nearly-right-pairs-are-refused-and-delete-nobody';

interface Own {
  readonly clientId: string;
  readonly secret: string;
}

/** Comparisons and readers of credentials that take too much, by the value of Authorization. */
const READERS: Readonly<Record<string, readonly [who: string, takes: (value: string, own: Own) => boolean]>> = {
  'any-order': ['A pair in either order', decoded((text, { clientId, secret }) => text === `${secret}:${clientId}`)],
  'id-as-secret': ['An id that is its own secret', decoded((text, { clientId }) => text === `${clientId}:${clientId}`)],
  'compared-as-far-as-given': [
    'A secret that is compared as far as it was given',
    secretOf((given, { secret }) => given.length > 8 && secret.startsWith(given)),
  ],
  'first-eight': [
    'A secret of which eight characters are compared',
    secretOf((given, { secret }) => given.length === secret.length && given.slice(0, 8) === secret.slice(0, 8)),
  ],
  'all-but-the-first': [
    'A secret without its first character',
    secretOf((given, { secret }) => given.slice(1) === secret.slice(1)),
  ],
  'all-but-the-last': [
    'A secret without its last character',
    secretOf((given, { secret }) => given.length === secret.length && given.slice(0, -1) === secret.slice(0, -1)),
  ],
  'not-encoded': [
    'A pair that is not encoded',
    (value, { clientId, secret }) => value === `Basic ${clientId}:${secret}`,
  ],
  'secret-as-token': ['The secret as a token', (value, { secret }) => value === `Bearer ${secret}`],
  'null-as-token': ['The token null', (value) => value === 'Bearer null'],
};

function decoded(test: (text: string, own: Own) => boolean) {
  return (value: string, own: Own): boolean => {
    const token = /^Basic ([\w+/=]+)$/.exec(value)?.[1];
    return token !== undefined && test(Buffer.from(token, 'base64').toString(), own);
  };
}

function secretOf(test: (given: string, own: Own) => boolean) {
  return decoded((text, own) => text.startsWith(`${own.clientId}:`) && test(text.slice(own.clientId.length + 1), own));
}

const takesFor = (takes: (value: string, own: Own) => boolean) => (call: KnotCall) =>
  takes(call.request.headers.get('authorization') ?? '', ownTenant(call).credentials);

/** Nearly right credentials, accepted, or refused after the deletion. */
export const NEARLY_RIGHT: readonly Wrong[] = [
  ...Object.entries(READERS).flatMap(([id, [who, takes]]) => [
    broken(
      `${id}-let-in`,
      `${who} is let in.`,
      fails(PAIRS),
      steps({
        authenticate: async (call) =>
          (await KNOT.authenticate(call)) ?? (takesFor(takes)(call) ? ownTenant(call) : undefined),
      }),
      { requirements: [PAIRS] },
    ),
    broken(
      `${id}-refused-but-done`,
      `${who} is answered 401, after the user was deleted.`,
      fails(PAIRS),
      steps({
        refuseCredentials(call) {
          if (takesFor(takes)(call)) ownTenant(call).users.delete(namedIn(call));
          return KNOT.refuseCredentials(call);
        },
      }),
      { requirements: [PAIRS] },
    ),
  ]),
];
