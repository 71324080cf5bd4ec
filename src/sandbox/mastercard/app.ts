import { Hono } from 'hono';
import { answerOf, toResponse } from '../answer.ts';
import { readBody } from '../body.ts';
import type { SandboxEnv } from '../types.ts';
import { gatewayError, notFound } from './errors.ts';
import type { MastercardBehaviour, MastercardOperation, MastercardState } from './steps.ts';

/** Where the service stands on its hosts. */
export const BASE_PATH = '/cts';

const ROUTES: readonly { readonly path: string; readonly allow: string; readonly operation: MastercardOperation }[] = [
  { path: '/issuers/user-deletions', allow: 'POST', operation: 'deletion' },
  { path: '/issuers/users', allow: 'POST', operation: 'enrolment' },
  { path: '/issuers', allow: 'GET', operation: 'issuerDetails' },
  { path: '/issuers/users/:userid/dashboards', allow: 'GET', operation: 'dashboard' },
  { path: '/issuers/users/:userid/aggregate-carbon-scores', allow: 'GET', operation: 'carbonScore' },
];

/** The routes; every answer goes through the steps of `steps`. */
export function mastercardApp(state: MastercardState, steps: MastercardBehaviour): Hono<{ Bindings: SandboxEnv }> {
  const app = new Hono<{ Bindings: SandboxEnv }>();
  for (const { path, allow, operation } of ROUTES) {
    app.all(BASE_PATH + path, async ({ req, env }) => {
      const request = req.raw;
      const body = await readBody(request, env);
      const call = { request, operation, allow, userid: req.param('userid') ?? '', body, state, steps };
      return steps.render(call, await answerOf(() => steps.handle(call)));
    });
  }
  app.notFound(() => toResponse(notFound()));
  // Nothing above is meant to reach this.
  app.onError(() => toResponse(gatewayError(500, 'SYSTEM_ERROR', 'Internal Server Error')));
  return app;
}
