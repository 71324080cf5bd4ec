import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Sandbox, SandboxEnv } from '../../../src/sandbox/types.ts';

/** A small server of the fictional vendor. `honest: false` answers success and erases nobody. */
export function pigeonServer(token: string, honest = true): Sandbox {
  const properties = new Map<string, string>();
  const app = new Hono<{ Bindings: SandboxEnv }>();
  const problem = (status: 400 | 401 | 404 | 415, code: string): Response => Response.json({ code }, { status });
  app.use(async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${token}`) return problem(401, 'token_wrong');
    await next();
    return undefined;
  });
  app.post('/v1/members', (c) => {
    const { nickname } = JSON.parse(textOf(c.env)) as { nickname: string };
    const id = randomUUID();
    properties.set(id, nickname);
    return c.json({ id, nickname }, 201);
  });
  app.get('/v1/members/:id', (c) => {
    const id = c.req.param('id');
    const nickname = properties.get(id);
    return nickname === undefined ? problem(404, 'member_unknown') : c.json({ id, nickname });
  });
  app.post('/v1/erasures', (c) => {
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return problem(415, 'media_type_wrong');
    const id = idOf(textOf(c.env));
    if (id === undefined || id.length < 8 || id.length > 64) return problem(400, 'request_wrong');
    if (!properties.has(id)) return problem(404, 'member_unknown');
    if (honest) properties.delete(id);
    return c.body(null, 204);
  });
  return {
    vendor: 'pigeon',
    basePath: '',
    fetch: (request, env) => app.fetch(request, env),
    environment: { PIGEON_TOKEN: token },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}

/** The body as whoever serves or calls this hands it over. */
function textOf({ rawBody }: SandboxEnv): string {
  return rawBody?.toString('utf8') ?? '';
}

function idOf(text: string): string | undefined {
  try {
    const body = JSON.parse(text) as { member?: { id?: unknown } } | null;
    return typeof body?.member?.id === 'string' ? body.member.id : undefined;
  } catch {
    return undefined;
  }
}
