import { randomBytes, randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { Clock } from '../../../../src/clock.ts';
import type { Sandbox, SandboxEnv } from '../../../../src/sandbox/types.ts';
import { getAccounts, type Reads } from './accounts.ts';
import { createSession, DECISIONS, deleteUser, linkAccount, type Decisions } from './commands.ts';
import { Refusal } from './errors.ts';
import { authenticate, members, type Client } from './requests.ts';
import { openStore, type StoreOptions } from './store.ts';

/** What an instance does otherwise than the plain one. */
export interface KnotChanges {
  readonly store?: StoreOptions;
  readonly decisions?: Partial<Decisions>;
  readonly reads?: Partial<Reads>;
  /** Runs a deletion; default: at once. */
  readonly carryOut?: (act: () => Response) => Promise<Response> | Response;
  /** Whether the body is checked before the credentials. */
  readonly bodyFirst?: boolean;
}

type Command = typeof deleteUser;

/** Knot's service over an event log, written from its documents. */
export function knotOverEventLog(clock: Clock, changes: KnotChanges = {}): Sandbox {
  const [own, other] = [newClient(), newClient()];
  const store = openStore(clock, changes.store);
  const app = new Hono<{ Bindings: SandboxEnv }>();
  const decisions = { ...DECISIONS, ...changes.decisions };
  const reads = { unknownIsEmpty: false, ...changes.reads };
  const clientOf = (context: Context) => authenticate(context.req.header('authorization'), [own, other]);

  const post = (
    path: string,
    command: Command,
    carryOut = (act: () => Response): Promise<Response> | Response => act(),
  ) =>
    app.post(path, async (context) => {
      const body = await bodyOf(context);
      if (changes.bodyFirst) members(body);
      const client = clientOf(context);
      return carryOut(() => command(store, client, members(body), decisions));
    });

  post('/session/create', createSession);
  post('/development/accounts/link', linkAccount);
  post('/user/delete', deleteUser, changes.carryOut);
  app.get('/accounts/get', (context) =>
    getAccounts(store, clientOf(context), context.req.query(), reads, decisions.idOf),
  );
  app.all('/user/delete', (context) => {
    clientOf(context);
    return Response.json({ message: 'Method Not Allowed' }, { status: 405, headers: { allow: 'POST' } });
  });
  app.notFound(() => Response.json({ message: 'Not Found' }, { status: 404 }));
  app.onError((error) =>
    error instanceof Refusal ? error.response() : Response.json({ message: 'Server Error' }, { status: 500 }),
  );

  return {
    vendor: 'knot',
    basePath: '',
    fetch: (request, env) => app.fetch(request, env),
    environment: {
      KNOT_CLIENT_ID: own.id,
      KNOT_SECRET: own.secret,
      KNOT_OTHER_CLIENT_ID: other.id,
      KNOT_OTHER_SECRET: other.secret,
    },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}

const newClient = (): Client => ({ id: randomUUID(), secret: randomBytes(24).toString('hex') });

async function bodyOf(context: Context<{ Bindings: SandboxEnv }>): Promise<Uint8Array> {
  return context.env.rawBody ?? new Uint8Array(await context.req.arrayBuffer());
}
