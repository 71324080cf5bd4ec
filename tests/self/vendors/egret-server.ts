import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/clock.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';

/** A token as the server knows it. */
export interface Token {
  readonly client: string;
  readonly scope: string;
  readonly until: number;
  readonly kind: 'access' | 'refresh';
}

/** What a request proves itself with. */
export interface Proof {
  readonly authorization: string;
  readonly url: URL;
  readonly cookie: string;
}

/** What an implementation may do in another way. */
export interface EgretChanges {
  /** In seconds; null: not said. */
  readonly life?: number | null;
  readonly ignoresExpiry?: true;
  readonly ignoresScope?: true;
  readonly ignoresTenant?: true;
  /** The text that is looked up as a token. */
  readonly tokenIn?: (proof: Proof, tokens: ReadonlyMap<string, Token>) => string | undefined;
  readonly takesRefreshTokens?: true;
  readonly takesAnybody?: true;
  readonly erasesAnyway?: true;
  readonly erases?: (all: Map<string, string>, id: string) => void;
  /** Whether a client's secret is right. */
  readonly isSecret?: (right: string | undefined, given: string | undefined, all: readonly string[]) => boolean;
  readonly takesAnyGrant?: true;
  readonly endsOldTokens?: true;
  readonly shape?: (answer: Record<string, unknown>) => Record<string, unknown>;
  readonly refusal?: number;
  readonly noScope?: number;
}

const problem = (status: number, error: string): Response => Response.json({ error }, { status });

const bearer = ({ authorization }: Proof): string | undefined => /^bearer +(\S+)$/i.exec(authorization)?.[1];

/** A server of Egret Desk, whose clients ask for tokens. */
export function egretServer(clock: Pick<Clock, 'now'>, changes: EgretChanges = {}) {
  const clients = { own: randomUUID(), other: randomUUID() };
  const ids = { own: 'egret-client-1', other: 'egret-client-2' };
  const secrets: Readonly<Record<string, string>> = { [ids.own]: clients.own, [ids.other]: clients.other };
  const tokens = new Map<string, Token>();
  const people = new Map<string, string>();
  const owners = new Map<string, string>();
  const { life = 3600, isSecret = (right, given) => given !== undefined && right === given } = changes;
  const { tokenIn = bearer, erases = (all, id) => void all.delete(id), refusal = 401, noScope = 403 } = changes;
  let calls = 0;

  const issue = (request: Request, form: URLSearchParams): Response => {
    calls += 1;
    const [, pair = ''] = /^Basic (.*)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const [id, secret] = pair === '' ? [] : Buffer.from(pair, 'base64').toString('utf8').split(':', 2);
    const client = id ?? form.get('client_id') ?? '';
    const given = secret ?? form.get('client_secret') ?? undefined;
    if (!isSecret(secrets[client], given, Object.values(secrets))) return problem(401, 'invalid_client');
    if (!changes.takesAnyGrant && form.get('grant_type') !== 'client_credentials')
      return problem(400, 'unsupported_grant_type');
    if (changes.endsOldTokens)
      for (const [text, token] of tokens)
        if (token.client === client && token.scope === form.get('scope')) tokens.delete(text);
    const [value, refresh] = [randomUUID(), randomUUID()];
    const until = clock.now() + (life ?? 3600) * 1000;
    const token = { client, scope: form.get('scope') ?? '', until };
    tokens.set(value, { ...token, kind: 'access' });
    tokens.set(refresh, { ...token, kind: 'refresh' });
    const answer = { access_token: value, token_type: 'Bearer', refresh_token: refresh };
    return Response.json((changes.shape ?? ((same) => same))(life === null ? answer : { ...answer, expires_in: life }));
  };

  const callerOf = (request: Request): { client: string; scope: string } | undefined => {
    const url = new URL(request.url);
    const proof = {
      authorization: request.headers.get('authorization') ?? '',
      cookie: request.headers.get('cookie') ?? '',
      url,
    };
    const token = tokens.get(tokenIn(proof, tokens) ?? '');
    if (!token) return changes.takesAnybody ? { client: ids.own, scope: 'people.erase people.read' } : undefined;
    if (token.kind === 'refresh' && !changes.takesRefreshTokens) return undefined;
    return changes.ignoresExpiry || clock.now() < token.until ? token : undefined;
  };

  const erase = async (request: Request, caller: { client: string } | undefined): Promise<Response> => {
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return problem(415, 'type_wrong');
    const id = idIn(await request.text());
    if (id === undefined) return problem(400, 'request_wrong');
    const mayReach = changes.ignoresTenant ?? owners.get(id) === caller?.client;
    if (!people.has(id) || !mayReach) return problem(404, 'person_unknown');
    erases(people, id);
    return Response.json({ id, state: 'erased' });
  };

  const sandbox: Sandbox = {
    vendor: 'egret',
    basePath: '',
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/oauth/token') return issue(request, new URLSearchParams(await request.text()));
      const caller = callerOf(request);
      const isErasure = pathname === '/people/erase' && request.method === 'POST';
      if (!caller) {
        if (changes.erasesAnyway && isErasure) await erase(request, { client: ids.own });
        return problem(refusal, 'token_wrong');
      }
      if (isErasure) {
        const mayErase = changes.ignoresScope ?? caller.scope.includes('people.erase');
        return mayErase ? erase(request, caller) : problem(noScope, 'scope_missing');
      }
      if (pathname === '/people' && request.method === 'POST') {
        const { name } = (await request.json()) as { name: string };
        const id = randomUUID();
        people.set(id, name);
        owners.set(id, caller.client);
        return Response.json({ id, name }, { status: 201 });
      }
      const [, id = ''] = /^\/people\/([^/]+)$/.exec(pathname) ?? [];
      const name = owners.get(id) === caller.client ? people.get(id) : undefined;
      return name === undefined ? problem(404, 'person_unknown') : Response.json({ id, name });
    },
    environment: {
      EGRET_CLIENT_ID: ids.own,
      EGRET_CLIENT_SECRET: clients.own,
      EGRET_OTHER_CLIENT_ID: ids.other,
      EGRET_OTHER_CLIENT_SECRET: clients.other,
    },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
  return { sandbox, tokenCalls: () => calls, secrets: () => [...Object.values(clients), ...tokens.keys()] };
}

function idIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
    return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
