import { systemClock } from '../../../src/clock.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import type { Planted } from './canaries.ts';
import { serveFront } from './front.ts';
import { MOODS } from './moods.ts';

/** Of the ids of `users.ids.odd` that the requirements `user-with-…` delete: how each is told, and the mood it is answered in. */
const BY_ID: readonly (readonly [id: RegExp, mood: string | undefined])[] = [
  [/ blank"/, undefined],
  [/slash"/, 'fail'],
  [/%2F/, 'timeout'],
  [/\+plus"/, 'redirect'],
  [/x#y/, 'raw'],
  [/@users/, 'JSON'],
  [/Łukasz/, 'percent'],
  [/👩/, 'form'],
  [/`/, 'base64'],
  [/<b>/, 'reset'],
  [/a-hundred/, 'cut in the middle'],
];

/** Two hostile targets, with the variables under which they are judged. */
export interface Targets {
  readonly variables: Readonly<Record<string, string>>;
  /** Moods shown so far, by vendor. */
  readonly shown: Readonly<Record<'knot' | 'mastercard', ReadonlySet<string>>>;
  close(): Promise<void>;
}

/**
 * Serves both vendors' reference implementations behind fronts that know every secret of their own configuration, also
 * what is never sent, and tell it.
 * @param withQuery whether Knot's base URL has a query with one more secret
 */
export async function serveTargets(planted: Planted, withQuery: boolean): Promise<Targets> {
  const { texts } = planted;
  const { KNOT_SECRET, KNOT_HEADERS } = texts;
  const query = withQuery ? `/?token=${encodeURIComponent(texts['query of Knot'])}` : '';
  const knot = await createKnotSandbox({ clock: systemClock });
  const { KNOT_CLIENT_ID: id, KNOT_SECRET: secret } = knot.environment;
  const [canary, own] = [basic(planted.knot['KNOT_CLIENT_ID'], planted.knot['KNOT_SECRET']), basic(id, secret)];
  const knotFront = await serveFront({
    sandbox: knot,
    known: {
      KNOT_SECRET,
      KNOT_HEADERS,
      userinfo: texts['userinfo of Knot'],
      ...(withQuery ? { query: texts['query of Knot'] } : {}),
    },
    moodOf: (body) => BY_ID.find(([pattern]) => pattern.test(body))?.[1],
    authorization: (given) => (given === canary ? own : given),
  });
  const mastercard = await createMastercardSandbox({ clock: systemClock, credentials: planted.issuers });
  const { cert, key } = planted.certificate;
  const tls = { cert, key, requestCert: true, rejectUnauthorized: false };
  const mastercardFront = await serveFront({
    sandbox: mastercard,
    tls,
    known: {
      userinfo: texts['userinfo of Mastercard'],
      password: texts['key password'],
      'client password': texts['client key password'],
      key: planted.signingKeys[0] ?? '',
    },
    moodOf: inTurn(),
  });
  return {
    variables: {
      ...planted.knot,
      KNOT_BASE_URL: `http://${userinfo(texts['userinfo of Knot'])}@${knotFront.host}${query}`,
      KNOT_SETTLE_MS: '200',
      ...planted.mastercard,
      MASTERCARD_BASE_URL: `https://${userinfo(texts['userinfo of Mastercard'])}@${mastercardFront.host}/cts`,
      MASTERCARD_SETTLE_MS: '200',
      // Node's own way: what MASTERCARD_CA_CERT does is told in tests/self/http.
      NODE_EXTRA_CA_CERTS: planted.authority,
      CONFORMANCE_TIMEOUT_MS: '4000',
    },
    shown: { knot: knotFront.shown, mastercard: mastercardFront.shown },
    close: async () => {
      await knotFront.close();
      await mastercardFront.close();
    },
  };
}

/**
 * Mastercard chooses the ids, so its deletions are answered in every mood in turn: which requirement meets which does not matter
 * here. The first two are those of the preflight, without which nothing more would be sent.
 */
function inTurn(): () => string | undefined {
  const moods = [undefined, ...Object.keys(MOODS)];
  let deletions = 0;
  return () => (++deletions <= 2 ? undefined : moods[deletions % moods.length]);
}

const userinfo = (password: string): string => `gate:${encodeURIComponent(password)}`;

/** A base URL with a secret in its userinfo, and another in its query where there is one. */
export function urlWith(password: string, host: string, token?: string): string {
  return `http://${userinfo(password)}@${host}${token === undefined ? '' : `/?token=${encodeURIComponent(token)}`}`;
}

/** An Authorization value of HTTP Basic. */
export const basic = (id = '', secret = ''): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
