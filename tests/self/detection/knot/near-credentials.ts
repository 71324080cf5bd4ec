import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import type { Transport, WireRequest } from '../../../../src/http/types.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { namedIn, ownTenant, steps, type Wrong } from './tools.ts';

const NEAR = 'near-credentials-are-refused-and-delete-nobody';
const LOOSE = 'loosely-written-pair-is-refused';
const FORGED = 'forged-identity-is-refused-and-deletes-nobody';

/** What a careless reader makes of a request: whether it takes it for one of the first client. */
type Takes = (call: KnotCall) => boolean;

interface Reader {
  readonly id: string;
  readonly who: string;
  readonly takes: Takes;
  readonly row: string;
  /** How hard the row is hit where the request is let in; default: fails. */
  readonly accepted?: Primary;
}

/** Each careless reader, as one that lets in and as one that refuses after the deletion. */
const READERS: readonly Reader[] = [
  ...['bearer', 'digest'].map((scheme) => ({
    id: `pair-as-${scheme}`,
    who: `The right pair under the scheme ${scheme}`,
    row: NEAR,
    takes: ofValue((value, right) => value.toLowerCase() === `${scheme} ${right.toLowerCase()}`),
  })),
  {
    id: 'pair-without-scheme',
    who: 'The right pair without a scheme',
    row: NEAR,
    takes: ofValue((value, right) => value === right),
  },
  {
    id: 'empty-id',
    who: 'The right secret with an empty id',
    row: NEAR,
    takes: ofPair((text, { secret }) => text === `:${secret}`),
  },
  { id: 'empty-pair', who: 'An empty pair', row: NEAR, takes: ofPair((text) => text === ':') },
  {
    id: 'nul-ends-secret',
    who: 'A secret that is read up to NUL',
    row: NEAR,
    takes: ofPair((text, { clientId, secret }) => text.startsWith(`${clientId}:${secret}\0`)),
  },
  {
    id: 'nul-ends-id',
    who: 'An id that is read up to NUL',
    row: NEAR,
    takes: ofPair((text, { clientId, secret }) => text.startsWith(`${clientId}\0`) && text.endsWith(`:${secret}`)),
  },
  {
    id: 'trimmed-pair',
    who: 'A pair whose halves are trimmed',
    row: LOOSE,
    accepted: warns(LOOSE),
    takes: ofPair(
      (text, { clientId, secret }) =>
        text !== `${clientId}:${secret}` &&
        text
          .split(':')
          .map((part) => part.trim())
          .join(':') === `${clientId}:${secret}`,
    ),
  },
  {
    id: 'lenient-base64',
    who: 'A pair in base64 with other characters in it, or with the wrong padding,',
    row: LOOSE,
    accepted: warns(LOOSE),
    takes: ofValue((value, right) => value !== `Basic ${right}` && bare(value) === bare(`Basic ${right}`)),
  },
  {
    id: 'sql-in-secret',
    who: 'A secret that ends the text of a statement',
    row: FORGED,
    takes: ofPair((text) => /:.*' or '1'='1/i.test(text)),
  },
  {
    id: 'sql-in-id',
    who: 'An id that ends the text of a statement',
    row: FORGED,
    takes: ofPair((text, { clientId }) => text.startsWith(`${clientId}' --`)),
  },
  ...['X-Forwarded-For', 'X-Real-IP'].map((name) => ({
    id: `local-by-${name.toLowerCase()}`,
    who: `A call from 127.0.0.1 by ${name}`,
    row: FORGED,
    takes: (call: KnotCall) => call.request.headers.get(name) === '127.0.0.1',
  })),
  ...['X-Forwarded-User', 'X-Authenticated-Userid', 'X-Consumer-Username', 'X-Client-Id', 'X-Consumer-Custom-Id'].map(
    (name) => ({
      id: `believes-${name.toLowerCase()}`,
      who: `A call with ${name}`,
      row: FORGED,
      takes: (call: KnotCall) => call.request.headers.get(name) === ownTenant(call).credentials.clientId,
    }),
  ),
];

/** What the decoders of many languages read of base64. */
const bare = (text: string): string => text.replace(/[%=]/g, '');

/** Credentials that almost fit: accepted, and refused after the deletion. */
export const NEAR_CREDENTIALS: readonly Wrong[] = [
  ...READERS.map(({ id, who, takes, row, accepted }) =>
    broken(
      `${id}-let-in`,
      `${who} is let in.`,
      accepted ?? fails(row),
      steps({
        authenticate: async (call) => (await KNOT.authenticate(call)) ?? (takes(call) ? ownTenant(call) : undefined),
      }),
      { requirements: [row] },
    ),
  ),
  ...READERS.map(({ id, who, takes, row }) =>
    broken(
      `${id}-refused-but-done`,
      `${who} is answered 401, after the user was deleted.`,
      fails(row),
      steps({
        refuseCredentials(call) {
          if (takes(call)) ownTenant(call).users.delete(namedIn(call));
          return KNOT.refuseCredentials(call);
        },
      }),
      { requirements: [row] },
    ),
  ),
  remembering('connection-remembers', 'A connection stays authenticated after one right call.', NEAR, (limits) =>
    limits.connection === 'used' ? 'one connection' : undefined,
  ),
  remembering('next-call-is-let-in', 'Whatever follows a right call at once is let in.', NEAR, () => 'everybody', 1),
  session('session-cookie', 'A session cookie is enough.'),
  session('cookie-of-a-session', 'The cookie that session/create alone sets is enough.', /session\/create$/),
  blanks('blanks-after-scheme-refused', 'Two blanks after the scheme are refused.', /^Basic {2}/),
  blanks('blanks-around-value-refused', 'Blanks around the value are refused.', /^ | $/),
];

function ofValue(test: (value: string, right: string) => boolean): Takes {
  return (call) => {
    const { clientId, secret } = ownTenant(call).credentials;
    const right = Buffer.from(`${clientId}:${secret}`).toString('base64');
    return test(call.request.headers.get('authorization') ?? '', right);
  };
}

function ofPair(test: (text: string, own: { clientId: string; secret: string }) => boolean): Takes {
  return (call) => {
    const token = /^basic (\S+)$/i.exec(call.request.headers.get('authorization') ?? '')?.[1];
    return token !== undefined && test(Buffer.from(token, 'base64').toString(), ownTenant(call).credentials);
  };
}

const authorizationOf = ({ headers }: WireRequest): string | undefined =>
  headers.find(([name]) => name === 'Authorization')?.[1];

const withAuthorizationOf = (request: WireRequest, value: string): WireRequest => ({
  ...request,
  headers: [...request.headers.filter(([name]) => name !== 'Authorization'), ['Authorization', value]],
});

/** Takes a call that is refused for one of the caller before it. */
function remembering(
  id: string,
  does: string,
  row: string,
  keyOf: (limits: Parameters<Transport>[1]) => string | undefined,
  most = Infinity,
): Wrong {
  return broken(
    id,
    does,
    fails(row),
    () => {
      const known = new Map<string, { value: string; left: number }>();
      return {
        through: (inner: Transport) => async (request, limits) => {
          const key = keyOf(limits);
          const response = await inner(request, limits);
          const value = authorizationOf(request);
          const remembered = key === undefined ? undefined : known.get(key);
          if (key !== undefined && response.status !== 401 && value) known.set(key, { value, left: most });
          if (response.status !== 401 || !remembered || remembered.left <= 0) return response;
          remembered.left -= 1;
          return inner(withAuthorizationOf(request, remembered.value), limits);
        },
      };
    },
    { requirements: [row] },
  );
}

function session(id: string, does: string, setBy = /./): Wrong {
  const cookie = 'session=4f1d';
  return broken(
    id,
    does,
    fails(FORGED),
    () => {
      let value: string | undefined;
      return {
        through: (inner: Transport) => async (request, limits) => {
          const hasSession = request.headers.some(([name, sent]) => name === 'Cookie' && sent.includes(cookie));
          if (hasSession && value) return inner(withAuthorizationOf(request, value), limits);
          const response = await inner(request, limits);
          if (response.status === 401 || !setBy.test(request.url)) return response;
          value = authorizationOf(request);
          return { ...response, headers: [...response.headers, ['set-cookie', `${cookie}; Path=/; HttpOnly`]] };
        },
      };
    },
    { requirements: [FORGED] },
  );
}

function blanks(id: string, does: string, pattern: RegExp): Wrong {
  const row = 'spaces-around-authorization-are-accepted';
  return broken(
    id,
    does,
    warns(row),
    () => ({
      through: (inner: Transport) => async (request, limits) =>
        pattern.test(authorizationOf(request) ?? '')
          ? inner(withAuthorizationOf(request, 'Basic !'), limits)
          : inner(request, limits),
    }),
    { requirements: [row] },
  );
}
