import { KNOT, type KnotCall, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import { parseBasic, type Credentials } from '../../../../src/sandbox/knot/credentials.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { namedIn, ownTenant, steps, type Wrong } from './tools.ts';

// Whoever is let in is told that the unknown user is unknown: status 400, which K11 allows and does not wish for.
const NONE = {
  ...fails('call-without-credentials-deletes-nobody'),
  ...warns('call-without-credentials-is-refused'),
};
const WRONG = fails('wrong-secret-is-refused', 'wrong-secret-deletes-nobody');
const UNREADABLE = { ...fails('unreadable-credentials-delete-nobody'), ...warns('unreadable-credentials-are-refused') };
const OTHER = fails('secret-of-other-client-is-refused', 'secret-of-other-client-deletes-nobody');

/** Lets strangers in, or lets them act although it turns them away. */
export const CREDENTIALS: readonly Wrong[] = [
  header('none-needed', 'A call without an Authorization header is let in.', NONE, (value) => value === ''),
  header('bearer-is-enough', 'Any Bearer token is let in.', UNREADABLE, (value) => /^bearer /i.test(value)),
  header(
    'unreadable-is-a-guest',
    'Basic credentials that cannot be decoded are let in.',
    UNREADABLE,
    (value) => /^basic /i.test(value) && !parseBasic(value),
  ),
  broken(
    'forms-need-none',
    'What is sent as a form is let in without credentials.',
    fails('call-without-credentials-deletes-nobody'),
    steps({
      authenticate: (call) => (isForm(call) ? ownTenant(call) : KNOT.authenticate(call)),
      readProperties: (call) =>
        isForm(call) ? Object.fromEntries(new URLSearchParams(String(call.body))) : KNOT.readProperties(call),
    }),
  ),
  header('id-alone', 'The client id without a colon and a secret is let in.', UNREADABLE, (value) =>
    /^[^:]+$/.test(Buffer.from(value.replace(/^basic /i, ''), 'base64').toString()),
  ),
  offered('any-client-id', 'Checks the secret alone.', WRONG, (own, { secret }) => secret === own.secret),
  offered('any-secret', 'Checks the client id alone.', WRONG, (own, { clientId }) => clientId === own.clientId),
  secret('empty-secret', 'An empty secret is let in.', WRONG, (_own, given) => given === ''),
  secret(
    'shorter-secret',
    'Compares as many characters as are given.',
    WRONG,
    (own, given) => given !== '' && own.startsWith(given),
  ),
  secret('longer-secret', 'Compares as many characters as the secret has.', WRONG, (own, given) =>
    given.startsWith(own),
  ),
  secret(
    'any-case',
    'Compares secrets without their case.',
    WRONG,
    (own, given) => own.toLowerCase() === given.toLowerCase(),
  ),
  broken(
    'anybodys-secret',
    'Any client id is let in with any secret that somebody holds.',
    OTHER,
    steps({
      authenticate(call) {
        const given = parseBasic(call.request.headers.get('authorization'));
        if (!call.tenants.some(({ credentials }) => credentials.secret === given?.secret)) return undefined;
        return call.tenants.find(({ credentials }) => credentials.clientId === given?.clientId);
      },
    }),
  ),
  broken(
    'once-in-always-in',
    'Treats a caller with bad credentials as the last one with valid credentials.',
    { ...NONE, ...WRONG, ...UNREADABLE },
    () => {
      let last: Tenant | undefined;
      return {
        behaviour: {
          async authenticate(call) {
            const found = await KNOT.authenticate(call);
            last = found ?? last;
            return last;
          },
        },
      };
    },
  ),
  refusedButDone(
    'refused-none-but-done',
    'without an Authorization header',
    'call-without-credentials-deletes-nobody',
    (value) => value === '',
  ),
  refusedButDone(
    'refused-pair-but-done',
    'with a wrong secret',
    'wrong-secret-deletes-nobody',
    (value) => parseBasic(value) !== undefined,
  ),
  refusedButDone(
    'refused-unreadable-but-done',
    'with credentials that it cannot read',
    'unreadable-credentials-delete-nobody',
    (value) => value !== '' && !parseBasic(value),
  ),
  refusedButDone(
    'refused-other-secret-but-done',
    "with another client's secret",
    'secret-of-other-client-deletes-nobody',
    (value, call) => {
      const given = parseBasic(value);
      const [own, other] = call.tenants.map(({ credentials }) => credentials);
      return given?.clientId === own?.clientId && given?.secret === other?.secret;
    },
  ),
];

type Says = (value: string, call: KnotCall) => boolean;

/** Lets a header in that says nothing of the caller. */
function header(id: string, does: string, primary: Primary, isIn: Says): Wrong {
  const change = steps({
    async authenticate(call) {
      const found = await KNOT.authenticate(call);
      return found ?? (isIn(call.request.headers.get('authorization') ?? '', call) ? ownTenant(call) : undefined);
    },
  });
  return broken(id, does, primary, change);
}

function offered(id: string, does: string, primary: Primary, isIn: (own: Credentials, given: Credentials) => boolean) {
  const says: Says = (value, call) => {
    const given = parseBasic(value);
    return given !== undefined && isIn(ownTenant(call).credentials, given);
  };
  return header(id, does, primary, says);
}

function secret(id: string, does: string, primary: Primary, isIn: (own: string, given: string) => boolean): Wrong {
  return offered(id, does, primary, (own, given) => given.clientId === own.clientId && isIn(own.secret, given.secret));
}

/** 401 as it should be, too late. */
function refusedButDone(id: string, who: string, slug: string, isDone: Says): Wrong {
  const change = steps({
    refuseCredentials(call) {
      if (isDone(call.request.headers.get('authorization') ?? '', call)) ownTenant(call).users.delete(namedIn(call));
      return KNOT.refuseCredentials(call);
    },
  });
  return broken(id, `A call ${who} is answered 401, after the user was deleted.`, fails(slug), change);
}

const isForm = ({ request }: KnotCall): boolean => /x-www-form/.test(request.headers.get('content-type') ?? '');
