import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/clock.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';

interface Job {
  readonly tenant: string;
  readonly user: string;
  readonly since: number;
}

/** What an implementation may do in another way. */
export interface HeronChanges {
  /** How long the work takes, in ms. */
  readonly workMs?: number;
  /** After how long a deleted user is back, in ms; default: never. */
  readonly returnMs?: number;
  readonly state?: (ageMs: number, workMs: number) => string;
  /** Does the work of a job. */
  readonly erase?: (all: Map<string, string>, user: string) => void;
  /** The Location of an answer. */
  readonly location?: (job: string) => string | undefined;
  readonly shows?: (job: Job | undefined, tenant: string) => Job | { readonly since: number } | undefined;
  /** The id that a text stands for; undefined where it is no id. */
  readonly idOf?: (text: string) => string | undefined;
  /** The one that counts of the ids that a deletion names. */
  readonly chosen?: (ids: readonly string[]) => string | undefined;
  /** The parameters that a deletion is read from. */
  readonly asked?: (request: Request, text: string) => URLSearchParams | undefined;
  readonly tenantOf?: (request: Request, tokens: ReadonlyMap<string, string>) => string | undefined;
  readonly unknown?: () => Response;
  /** What a read of somebody who is not there is answered. */
  readonly notThere?: (wasThere: boolean) => Response;
}

export const problem = (status: number, error: string): Response => Response.json({ error }, { status });

/** The parameters of a deletion: in the query, or a form. */
export function parametersOf(request: Request, text: string): URLSearchParams | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/v1/users' && request.method === 'DELETE') return searchParams;
  if (pathname !== '/v1/erasures' || request.method !== 'POST') return undefined;
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '');
  const form = new URLSearchParams(isForm ? text : '');
  return form.get('reason') === 'asked' ? form : new URLSearchParams();
}

export const tenantByToken = (request: Request, tokens: ReadonlyMap<string, string>): string | undefined =>
  tokens.get(/^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '');

/** A server of Heron Maps, which answers a deletion with the Location of a job. */
export function heronServer(clock: Pick<Clock, 'now'>, changes: HeronChanges = {}): Sandbox {
  const [own, other] = [randomUUID(), randomUUID()];
  const tokens = new Map([
    [own, 'own'],
    [other, 'other'],
  ]);
  const all = new Map<string, string>();
  const jobs = new Map<string, Job>();
  const [done, erased] = [new Set<string>(), new Set<string>()];
  const { workMs = 300, returnMs = Infinity, state = (age, work) => (age < work ? 'running' : 'done') } = changes;
  const { erase = (users, user) => void users.delete(user), location = (job) => `/v1/jobs/${job}` } = changes;
  const { shows = (job, tenant) => (job?.tenant === tenant ? job : undefined), asked = parametersOf } = changes;
  const { idOf = (text) => (/^hm-[a-z2-7]{6}-[0-9]{12}$/.test(text) ? text : undefined) } = changes;
  const { tenantOf = tenantByToken, unknown = () => problem(404, 'user_unknown') } = changes;
  const { chosen = (ids) => (ids.length === 1 ? ids[0] : undefined) } = changes;
  const { notThere = () => problem(404, 'user_unknown') } = changes;

  const work = (): void => {
    for (const [id, { user, since }] of jobs) {
      const age = clock.now() - since;
      if (age >= returnMs) all.set(user, 'heron');
      if (done.has(id) || age < workMs) continue;
      done.add(id);
      erased.add(user);
      erase(all, user);
    }
  };

  const deletion = (parameters: URLSearchParams, tenant: string): Response => {
    const user = idOf(chosen(parameters.getAll('id')) ?? '');
    if (user === undefined) return problem(400, 'id_wrong');
    if (!all.has(user)) return unknown();
    const id = `j-${randomUUID()}`;
    jobs.set(id, { tenant, user, since: clock.now() });
    const url = location(id);
    return new Response(null, { status: 202, headers: url === undefined ? {} : { location: url } });
  };

  const route = (request: Request, text: string): Response => {
    const tenant = tenantOf(request, tokens);
    if (tenant === undefined) return problem(401, 'token_wrong');
    const { pathname } = new URL(request.url);
    const parameters = asked(request, text);
    if (parameters) return deletion(parameters, tenant);
    if (pathname === '/v1/users' && request.method === 'POST') {
      const user = JSON.parse(text) as { id: string; name: string };
      all.set(user.id, user.name);
      return Response.json(user, { status: 201 });
    }
    if (request.method !== 'GET') return problem(405, 'method_wrong');
    const [, id = ''] = /^\/v1\/users\/([^/]+)$/.exec(pathname) ?? [];
    if (id !== '') return all.has(id) ? Response.json({ id, name: all.get(id) }) : notThere(erased.has(id));
    const [, job = ''] = /^\/v1\/jobs\/([^/]+)$/.exec(pathname) ?? [];
    const shown = shows(jobs.get(job), tenant);
    return shown ? Response.json({ state: state(clock.now() - shown.since, workMs) }) : problem(404, 'job_unknown');
  };

  return {
    vendor: 'heron',
    basePath: '',
    fetch: async (request) => {
      work();
      return route(request, await request.text());
    },
    environment: { HERON_TOKEN: own, HERON_OTHER_TOKEN: other },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}
