import { expect, test } from '@playwright/test';
import { identityIn, isContactId } from './plover-request.ts';
import { ploverServer, type PloverChanges } from './plover-server.ts';
import { complaints, failing, judge } from './judge.ts';
import { partOf, slowIf } from '../part.ts';

/** What is wrong, and the requirement that must find it. */
const BROKEN: Readonly<Record<string, readonly [slug: string, change: PloverChanges]>> = {
  'completes and erases nobody': ['contact-is-gone-when-completed', { erase: () => undefined }],
  'says completed long before it erases': [
    'contact-is-gone-when-completed',
    { workMs: 30_000, status: () => 'completed' },
  ],
  'never completes': ['contact-is-gone-when-completed', { status: () => 'in_progress' }],
  'fails every request': ['contact-is-gone-when-completed', { status: () => 'failed' }],
  'forgets the request that it took on': ['contact-is-gone-when-completed', { shows: () => undefined }],
  'names no request': ['answer-keeps-the-contract', { answer: withoutId }],
  'erases everybody': ['others-live-on', { erase: (all) => all.clear() }],
  'keeps the contact in the search': [
    'contact-is-gone-when-completed',
    { found: (all, id, erased) => all.has(id) || erased.has(id) },
  ],
  'brings contacts back': ['erased-contacts-stay-gone', backLater()],
  'shows requests to other accounts': ['request-of-another-account-is-not-found', { shows: (job) => job }],
  'shows requests without a key': [
    'request-needs-the-key',
    {
      mayCall: (path, key, keys) => keys.get(key ?? '') ?? (path.startsWith('/privacy/requests/') ? 'own' : undefined),
    },
  ],
  'shows requests that do not exist': ['unknown-request-is-not-found', { answer: anyRequest }],
  'erases contacts of other accounts': ['contact-of-another-account-lives-on', { owns: () => true }],
  'asks for no key': ['wrong-key-is-refused', { mayCall: () => 'own' }],
  'takes the key in any letter case': [
    'wrong-key-is-refused',
    { mayCall: (_, key, keys) => keys.get((key ?? '').toLowerCase()) },
  ],
  'takes any identity': [
    'faulty-request-is-refused',
    {
      isRight: ({ request_id: id, type, identities }) =>
        typeof id === 'string' && type === 'erasure' && identities.length > 0,
    },
  ],
  'does not look at the type': [
    'faulty-request-harms-nobody',
    { isRight: ({ identities }) => identities.length === 1 && isContactId(identities[0]?.value) },
  ],
  'erases by a text body': [
    'faulty-request-harms-nobody',
    { first: (method, path, all, body) => asText(method, path, all, body) },
  ],
  'erases by DELETE': ['other-methods-harm-nobody', { first: byDelete }],
  'refuses contacts that it does not know': ['unknown-contact-is-taken-on', { unknown: 'refused' }],
  'takes an erased address never again': [
    'same-address-is-a-new-contact',
    { takes: (email, erased) => !erased.has(email) },
  ],
  'answers 200': [
    'no-other-status',
    {
      answer: async (response, method, path) =>
        method === 'POST' && path === '/privacy/requests' && response.status === 201
          ? Response.json(await response.json(), { status: 200 })
          : response,
    },
  ],
  'names a state that is not documented': [
    'answer-keeps-the-contract',
    { status: (age, work) => (age < work ? 'queued' : 'completed') },
  ],
};

/** What the documents allow. */
const LEGAL: Readonly<Record<string, PloverChanges>> = {
  'nothing changed': {},
  'work done at once': { workMs: 0 },
  'slow work': { workMs: 1500 },
  'a state that is skipped': { status: (age, work) => (age < work ? 'in_progress' : 'completed') },
  'a request id taken on twice': { repeated: 'taken on' },
  'a state behind the work': { status: (age, work) => (age < work + 200 ? 'pending' : 'completed') },
  'a header with every answer': {
    answer: (response) =>
      new Response(response.body, { status: response.status, headers: [...response.headers, ['x-request-id', 'r']] }),
  },
};

const [FIRST] = Object.keys(BROKEN);

for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), ([name]) => name, 4))
  test(`Plover Lists: a server that ${what} is found`, slowIf(what !== FIRST), async () => {
    const results = await judge((clock) => ploverServer(clock, change));
    expect(failing(results), JSON.stringify(complaints(results))).toContain(`plover/${slug}`);
    expect(results.outcome).toBe('nonconformant');
  });

for (const [what, change] of partOf(Object.entries(LEGAL), ([name]) => name, 4))
  test(`Plover Lists: ${what} is conformant`, slowIf(what !== 'nothing changed'), async () => {
    const results = await judge((clock) => ploverServer(clock, change));
    expect(complaints(results)).toEqual([]);
    expect(results.outcome).toBe('conformant');
  });

async function withoutId(response: Response, method: string, path: string): Promise<Response> {
  if (method !== 'POST' || path !== '/privacy/requests' || response.status !== 201) return response;
  const { id: _, ...rest } = (await response.json()) as { id: string };
  return Response.json(rest, { status: 201 });
}

function anyRequest(response: Response, method: string, path: string): Response {
  const [, id] = /^\/privacy\/requests\/([^/]+)$/.exec(path) ?? [];
  if (method !== 'GET' || id === undefined || response.status !== 404) return response;
  return Response.json({ id, request_id: 'r', status: 'completed' });
}

function asText(method: string, path: string, all: Map<string, unknown>, body: string): Response | undefined {
  if (method !== 'POST' || path !== '/privacy/requests') return undefined;
  const [id] = /c_[0-9a-f]{24}/.exec(body) ?? [];
  const isWrong = identityIn(body) === undefined;
  if (isWrong && id !== undefined) all.delete(id);
  return undefined;
}

function byDelete(method: string, path: string, all: Map<string, unknown>, body: string): Response | undefined {
  if (method !== 'DELETE' || path !== '/privacy/requests') return undefined;
  const id = identityIn(body)?.identities[0]?.value;
  if (id !== undefined) all.delete(id);
  return Response.json({ error: 'method_wrong' }, { status: 400 });
}

/** Who is gone is found again after the second search. */
function backLater(): PloverChanges {
  const looks = new Map<string, number>();
  return {
    found(all, id, erased) {
      if (!erased.has(id)) return all.has(id);
      looks.set(id, (looks.get(id) ?? 0) + 1);
      return (looks.get(id) ?? 0) > 1;
    },
  };
}
