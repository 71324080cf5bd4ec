import { Hono, type Context } from 'hono';

/** A server for Knot as somebody writes it from the documents alone, and what the reports on it lead to. */

/** One round of mending, named by what the report asks for. */
export type Mend = 'bodies' | 'credentials' | 'clients';

export interface Credentials {
  readonly clientId: string;
  readonly secret: string;
}

interface Account {
  readonly merchant: number;
  readonly type: string;
}

/** @param mended the rounds that have been done */
export function naiveServer(clients: readonly Credentials[], mended: readonly Mend[] = []): Hono {
  const isMended = (mend: Mend): boolean => mended.includes(mend);
  const users = new Map<string, Account[]>();
  const app = new Hono<{ Variables: { client: string } }>();
  const error = (c: Context, status: 400 | 401, type: string, code: string, message: string) =>
    c.json({ error_type: type, error_code: code, error_message: message }, status);
  const invalid = (c: Context) =>
    error(c, 400, 'INVALID_REQUEST', 'INVALID_FIELD', 'The external user id is required.');
  const unknown = (c: Context) => error(c, 400, 'USER_ERROR', 'USER_NOT_FOUND', 'The user was not found.');
  /** Mended: each client has users of its own. */
  const keyOf = (c: Context, id: unknown): string =>
    isMended('clients') ? JSON.stringify([c.get('client'), id]) : String(id);
  /** Mended: what is no JSON object is an empty one. */
  const bodyOf = async (c: Context): Promise<Record<string, unknown>> => {
    if (!isMended('bodies')) return c.req.json<Record<string, unknown>>();
    const body: unknown = await c.req.json().catch(() => undefined);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
  };

  app.onError((_, c) => c.text('Internal Server Error', 500));
  app.use(async (c, next) => {
    const pair = (isMended('credentials') ? strictPair : naivePair)(c.req.header('authorization') ?? '');
    const client = clients.find(({ clientId, secret }) => pair === `${clientId}:${secret}`);
    if (!client) return error(c, 401, 'INVALID_INPUT', 'INVALID_API_KEYS', 'Invalid client_id or secret provided.');
    c.set('client', client.clientId);
    return next();
  });
  app.post('/session/create', async (c) => {
    const { external_user_id: id } = await bodyOf(c);
    if (isMended('bodies') && typeof id !== 'string') return invalid(c);
    users.set(keyOf(c, id), users.get(keyOf(c, id)) ?? []);
    return c.json({ session: crypto.randomUUID() });
  });
  app.post('/development/accounts/link', async (c) => {
    const { external_user_id: id, merchant_id: merchant, card_switcher: isSwitcher } = await bodyOf(c);
    const accounts = users.get(keyOf(c, id));
    if (!accounts) return unknown(c);
    accounts.push({ merchant: Number(merchant), type: isSwitcher === true ? 'card_switcher' : 'transaction_link' });
    return c.json({ message: 'Success' });
  });
  app.get('/accounts/get', (c) => {
    const accounts = users.get(keyOf(c, c.req.query('external_user_id')));
    const shown = ({ merchant: id, type }: Account) => ({
      merchant: { id, name: `Merchant ${id}` },
      connection: { status: 'connected', scopes: [{ type }] },
    });
    return accounts ? c.json(accounts.map(shown)) : unknown(c);
  });
  app.post('/user/delete', async (c) => {
    const { external_user_id: id } = await bodyOf(c);
    if (isMended('bodies') ? typeof id !== 'string' || id === '' : !id) return invalid(c);
    return users.delete(keyOf(c, id)) ? c.json({ message: 'Success' }) : unknown(c);
  });
  return app as unknown as Hono;
}

/** Takes apart what is expected, and throws at anything else. */
function naivePair(header: string): string | undefined {
  const [scheme, value = ''] = header.split(' ');
  const pair = atob(value);
  return scheme === 'Basic' ? pair : undefined;
}

/** Any case of the scheme, any number of blanks, strict base64. */
function strictPair(header: string): string | undefined {
  const [, value] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header.trim()) ?? [];
  return value !== undefined && value.length % 4 === 0 ? Buffer.from(value, 'base64').toString('utf8') : undefined;
}
