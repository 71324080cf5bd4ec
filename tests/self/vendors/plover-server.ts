import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/clock.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import { identityIn, keepsDefinition, type ErasureRequest } from './plover-request.ts';

interface Contact {
  readonly tenant: string;
  readonly email: string;
}

interface Job {
  readonly tenant: string;
  readonly contact: string;
  readonly requestId: string;
  readonly since: number;
}

/** What an implementation may do in another way. */
export interface PloverChanges {
  /** How long the work takes, in ms. */
  readonly workMs?: number;
  readonly status?: (ageMs: number, workMs: number) => string;
  /** Does the work of a job. */
  readonly erase?: (all: Map<string, Contact>, job: Job) => void;
  readonly isRight?: (request: ErasureRequest) => boolean;
  readonly mayCall?: (path: string, key: string | null, keys: ReadonlyMap<string, string>) => string | undefined;
  readonly shows?: (job: Job | undefined, tenant: string) => Job | undefined;
  /** The contacts that a search finds. */
  readonly found?: (all: ReadonlyMap<string, Contact>, id: string, erased: ReadonlySet<string>) => boolean;
  readonly owns?: (contact: Contact, tenant: string) => boolean;
  /** Whether a contact may have an address that was erased. */
  readonly takes?: (email: string, erasedAddresses: ReadonlySet<string>) => boolean;
  readonly first?: (method: string, path: string, all: Map<string, Contact>, body: string) => Response | undefined;
  readonly answer?: (response: Response, method: string, path: string) => Response | Promise<Response>;
  readonly repeated?: 'refused' | 'taken on';
  readonly unknown?: 'refused' | 'taken on';
}

const problem = (status: number, error: string): Response => Response.json({ error }, { status });

const inTime = (ageMs: number, workMs: number): string => {
  if (ageMs >= workMs) return 'completed';
  return ageMs * 2 < workMs ? 'pending' : 'in_progress';
};

const byKey = (_: string, key: string | null, keys: ReadonlyMap<string, string>): string | undefined =>
  keys.get(key ?? '');

/** A server of Plover Lists, which takes privacy requests on and does them a little later. */
export function ploverServer(clock: Pick<Clock, 'now'>, changes: PloverChanges = {}): Sandbox {
  const [own, other] = [randomUUID(), randomUUID()];
  const keys = new Map([
    [own, 'own'],
    [other, 'other'],
  ]);
  const all = new Map<string, Contact>();
  const [erased, addresses] = [new Set<string>(), new Set<string>()];
  const jobs = new Map<string, Job>();
  const used = new Map<string, string>();
  const done = new Set<string>();
  const { workMs = 300, status = inTime, isRight = keepsDefinition, mayCall = byKey, takes = () => true } = changes;
  const { erase = (contacts, { contact }) => void contacts.delete(contact) } = changes;
  const { shows = (job, tenant) => (job?.tenant === tenant ? job : undefined) } = changes;
  const { found = (contacts, id) => contacts.has(id), owns = (contact, tenant) => contact.tenant === tenant } = changes;

  /** Does what is due. */
  const work = (): void => {
    for (const [id, job] of jobs) {
      if (done.has(id) || clock.now() - job.since < workMs) continue;
      done.add(id);
      const contact = all.get(job.contact);
      if (!contact || !owns(contact, job.tenant)) continue;
      erased.add(job.contact);
      addresses.add(contact.email);
      erase(all, job);
    }
  };
  const shown = (id: string, { requestId, since }: Job): object => {
    return { id, request_id: requestId, status: status(clock.now() - since, workMs) };
  };
  const contactOf = (id: string): object => ({
    contact_id: id,
    email: all.get(id)?.email ?? 'x@plover.example',
    default_list: 'l1',
  });

  const takeOn = (text: string, type: string | null, tenant: string): Response => {
    if (!/^application\/json(?:;|$)/i.test(type ?? '')) return problem(415, 'type_wrong');
    const request = identityIn(text);
    if (!request || !isRight(request)) return problem(400, 'request_wrong');
    const before = used.get(request.request_id);
    if (before !== undefined && changes.repeated !== 'taken on') return problem(409, 'request_id_used');
    const contact = request.identities[0]?.value ?? '';
    if (changes.unknown === 'refused' && !all.has(contact)) return problem(404, 'contact_unknown');
    const id = randomUUID();
    used.set(request.request_id, id);
    jobs.set(id, { tenant, contact, requestId: request.request_id, since: clock.now() });
    return Response.json(shown(id, jobs.get(id) as Job), { status: 201 });
  };

  const addContact = (text: string, tenant: string): Response => {
    const email = new URLSearchParams(text).get('email');
    if (email === null) return problem(400, 'email_missing');
    if (!takes(email, addresses)) return problem(400, 'email_taken');
    const id = `c_${randomBytes(12).toString('hex')}`;
    all.set(id, { tenant, email });
    return Response.json(contactOf(id), { status: 201 });
  };

  const route = (method: string, path: string, text: string, request: Request): Response => {
    const tenant = mayCall(path, request.headers.get('x-plover-key'), keys);
    if (tenant === undefined) return problem(401, 'key_wrong');
    const asked = `${method} ${path}`;
    if (asked === 'POST /contacts') return addContact(text, tenant);
    if (/^PUT \/lists\/l1\/contacts\/c_/.test(asked)) return new Response(null, { status: 204 });
    if (asked === 'POST /privacy/requests') return takeOn(text, request.headers.get('content-type'), tenant);
    if (asked === 'POST /contacts/search') {
      const { contact_id: id } = JSON.parse(text) as { contact_id: string };
      return Response.json({ contacts: found(all, id, erased) ? [contactOf(id)] : [] });
    }
    const [, contact] = /^GET \/contacts\/([^/]+)$/.exec(asked) ?? [];
    if (contact !== undefined)
      return all.has(contact) ? Response.json(contactOf(contact)) : problem(404, 'contact_unknown');
    const [, id] = /^GET \/privacy\/requests\/([^/]+)$/.exec(asked) ?? [];
    const job = id === undefined ? undefined : shows(jobs.get(id), tenant);
    return id !== undefined && job ? Response.json(shown(id, job)) : problem(404, 'request_unknown');
  };

  return {
    vendor: 'plover',
    basePath: '',
    fetch: async (request) => {
      work();
      const { pathname } = new URL(request.url);
      const text = await request.text();
      const response =
        changes.first?.(request.method, pathname, all, text) ?? route(request.method, pathname, text, request);
      return changes.answer?.(response, request.method, pathname) ?? response;
    },
    environment: { PLOVER_API_KEY: own, PLOVER_OTHER_API_KEY: other },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}
