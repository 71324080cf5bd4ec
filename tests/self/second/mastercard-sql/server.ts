import { Hono, type Context } from 'hono';
import type { Clock } from '../../../../src/clock.ts';
import type { Sandbox, SandboxEnv } from '../../../../src/sandbox/types.ts';
import { openDatabase, type DatabaseChanges } from './database.ts';
import { deleteUsers, DELETION_RULES, type DeletionRules } from './deletion.ts';
import { enrolUser } from './enrolment.ts';
import { gatewayError, invalidParameter, Refusal, serverError, unsupportedMediaType } from './errors.ts';
import { issuerDetails } from './issuer.ts';
import { issuerKeys } from './issuer-keys.ts';
import { verifiedIssuer } from './oauth-verify.ts';
import { getDashboard, getScore } from './reads.ts';

type Ctx = Context<{ Bindings: SandboxEnv }>;

/** What an instance does otherwise than the plain one. */
export interface MastercardChanges extends DatabaseChanges {
  /** How long a deleted user is terminating before it is purged, in ms. */
  readonly deletionDelayMs?: number;
  readonly deletion?: Partial<DeletionRules>;
  /** Whether the body of a deletion is checked before its signature. */
  readonly bodyFirst?: boolean;
}

/** Mastercard's service over SQLite, written from its documents. */
export async function mastercardOverSql(clock: Clock, changes: MastercardChanges = {}): Promise<Sandbox> {
  const issuers = await issuerKeys();
  const database = await openDatabase(changes);
  for (const { consumerKey, publicKey } of issuers) database.all('addIssuer', { issuer: consumerKey, publicKey });
  const delay = changes.deletionDelayMs ?? 0;
  const rules = { ...DELETION_RULES, ...changes.deletion };
  const moment = () => ({ now: clock.now(), delay });

  const signed = (act: (context: Ctx, issuer: string, body: Uint8Array) => Response) => async (context: Ctx) => {
    const body = context.env.rawBody ?? new Uint8Array(await context.req.arrayBuffer());
    const { method, url, raw } = context.req;
    const header = raw.headers.get('authorization') ?? undefined;
    if (changes.bodyFirst && method === 'POST') json(context, body);
    const issuer = verifiedIssuer(database, { method, url: new URL(url), header, body }, clock.now());
    database.all('purge', moment());
    return act(context, issuer, body);
  };

  const app = new Hono<{ Bindings: SandboxEnv }>().basePath('/cts');
  app.get(
    '/issuers',
    signed((_context, issuer) => issuerDetails(issuer)),
  );
  app.post(
    '/issuers/users',
    signed((context, issuer, body) => enrolUser(database, issuer, json(context, body))),
  );
  app.get(
    '/issuers/users/:userid/aggregate-carbon-scores',
    signed((context, issuer) => getScore(database, issuer, context.req.param('userid') ?? '')),
  );
  app.get(
    '/issuers/users/:userid/dashboards',
    signed((context, issuer) =>
      getDashboard(database, issuer, context.req.param('userid') ?? '', context.req.query('lang')),
    ),
  );
  app.post(
    '/issuers/user-deletions',
    signed((context, issuer, body) => deleteUsers(database, issuer, json(context, body), moment(), rules)),
  );
  app.all(
    '/issuers/user-deletions',
    signed(() => gatewayError(405, 'METHOD_NOT_ALLOWED', 'Method Not Allowed').response()),
  );
  app.notFound(() => gatewayError(404, 'NOT_FOUND', 'Not Found').response());
  app.onError((error) => (error instanceof Refusal ? error : serverError()).response());

  const [own, other] = issuers;
  return {
    vendor: 'mastercard',
    basePath: '/cts',
    fetch: (request, env) => app.fetch(request, env),
    environment: {
      MASTERCARD_CONSUMER_KEY: own.consumerKey,
      MASTERCARD_SIGNING_KEY: own.file,
      MASTERCARD_OTHER_CONSUMER_KEY: other.consumerKey,
      MASTERCARD_OTHER_SIGNING_KEY: other.file,
    },
    // A deletion is done before it is answered, or soon after.
    defaults: { MASTERCARD_DELETION_DEADLINE_MS: '5000' },
    dispose: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

/** The JSON of a request. @throws Refusal 415 or 400 */
function json(context: Ctx, body: Uint8Array): unknown {
  if (!/^application\/json[ \t]*(;|$)/i.test(context.req.header('content-type') ?? '')) throw unsupportedMediaType();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw invalidParameter('The request body must be JSON');
  }
}
