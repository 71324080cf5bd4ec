import { Hono } from 'hono';
import { answerOf, toResponse } from '../answer.ts';
import { readBody } from '../body.ts';
import type { SandboxEnv } from '../types.ts';
import type { KnotBehaviour, KnotOperation, Tenant } from './behaviour.ts';
import { invalidField } from './errors.ts';

const ROUTES: readonly { readonly path: string; readonly allow: string; readonly operation: KnotOperation }[] = [
  { path: '/user/delete', allow: 'POST', operation: 'deletion' },
  { path: '/session/create', allow: 'POST', operation: 'createSession' },
  { path: '/development/accounts/link', allow: 'POST', operation: 'linkAccount' },
  { path: '/accounts/get', allow: 'GET', operation: 'getAccounts' },
];

/** The routes; every answer goes through the steps of `steps`. */
export function knotApp(tenants: readonly Tenant[], steps: KnotBehaviour): Hono<{ Bindings: SandboxEnv }> {
  const app = new Hono<{ Bindings: SandboxEnv }>();
  for (const { path, allow, operation } of ROUTES) {
    app.all(path, async ({ req, env }) => {
      const request = req.raw;
      const body = await readBody(request, env);
      const query = new URL(request.url).searchParams;
      const call = { request, operation, allow, query, body, tenants, steps };
      return steps.render(call, await answerOf(() => steps.handle(call)));
    });
  }
  app.notFound(() => toResponse(invalidField('There is nothing at this path.', 404)));
  // The documented body of a server fault; nothing above is meant to reach it.
  app.onError(() => toResponse({ status: 500, body: { message: 'Server Error' } }));
  return app;
}
