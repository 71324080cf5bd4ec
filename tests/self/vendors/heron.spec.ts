import { expect, test } from '@playwright/test';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { heronByForm } from './heron-form.ts';
import { heronServer, parametersOf, problem, tenantByToken, type HeronChanges } from './heron-server.ts';
import { complaints, failing, judge } from './judge.ts';
import { partOf, slowIf } from '../part.ts';

// Heron Maps: ids in the query, made by their pattern, and a Location that is the job to read; and the same as a form.

const BROKEN: Readonly<Record<string, readonly [slug: string, change: HeronChanges]>> = {
  'deletes nobody': ['user-is-gone-when-the-job-is-done', { erase: () => undefined }],
  'says done long before it deletes': ['user-is-gone-when-the-job-is-done', { workMs: 30_000, state: () => 'done' }],
  'never gets done': ['user-is-gone-when-the-job-is-done', { state: () => 'running' }],
  'fails every job': ['user-is-gone-when-the-job-is-done', { state: () => 'failed' }],
  'names no job': ['user-is-gone-when-the-job-is-done', { location: () => undefined }],
  'names another page': ['user-is-gone-when-the-job-is-done', { location: () => '/v1/help' }],
  'names a job that is not there': ['user-is-gone-when-the-job-is-done', { location: () => '/v1/jobs/j-0' }],
  'deletes everybody': ['others-live-on', { erase: (all) => all.clear() }],
  'shows jobs to other accounts': ['job-of-another-account-is-not-found', { shows: (job) => job }],
  'shows jobs that do not exist': ['unknown-job-is-not-found', { shows: (job) => job ?? { since: 0 } }],
  'takes what begins with an id': [
    'faulty-request-harms-nobody',
    { idOf: (text) => /^hm-[a-z2-7]{6}-[0-9]{12}/.exec(text)?.[0] },
  ],
  'takes the first of two ids': ['faulty-request-is-refused', { chosen: (ids) => ids[0] }],
  'takes the last of two ids': ['faulty-request-harms-nobody', { chosen: (ids) => ids.at(-1) }],
  'brings back who was deleted': ['deleted-users-stay-gone', { returnMs: 1500 }],
  'wants the id in another place': [
    'user-is-gone-when-the-job-is-done',
    { asked: (request, text) => parametersOf(request, text) && new URLSearchParams(request.headers.get('x-id') ?? '') },
  ],
  'takes any id': ['faulty-request-is-refused', { idOf: (text) => text }],
  'deletes by PATCH': [
    'other-methods-harm-nobody',
    {
      asked: (request, text) => {
        const { method, url, headers } = request;
        const usual = url.includes('/v1/users') ? 'DELETE' : 'POST';
        return parametersOf(new Request(url, { method: method === 'PATCH' ? usual : method, headers }), text);
      },
    },
  ],
  'asks for no token': ['wrong-token-is-refused', { tenantOf: () => 'own' }],
  'takes the token in the query': [
    'wrong-token-is-refused',
    {
      tenantOf: (request, tokens) =>
        tenantByToken(request, tokens) ?? tokens.get(new URL(request.url).searchParams.get('access_token') ?? ''),
    },
  ],
  'answers 410 to who nobody is': ['no-other-status', { unknown: () => problem(410, 'user_unknown') }],
};

const LEGAL: Readonly<Record<string, HeronChanges>> = {
  'nothing changed': {},
  'work done at once': { workMs: 0 },
  'slow work': { workMs: 1500 },
  'the user gone before the job is done': { workMs: 0, state: (age) => (age < 700 ? 'running' : 'done') },
  'a relative Location': { location: (job) => `jobs/${job}` },
  'a Location without the scheme': { location: (job) => `//gateway.heron.example/v1/jobs/${job}` },
  'other words for a deletion of nobody': {
    unknown: () => Response.json({ error: 'user_unknown', text: 'Nobody has this id.' }, { status: 404 }),
  },
  'the whole URL as Location': { location: (job) => `https://gateway.heron.example/maps/v1/jobs/${job}?from=202` },
};

const [FIRST] = Object.keys(BROKEN);

for (const [how, vendorOf] of [
  ['ids in the query', () => loadOne('tests/self/vendors/specs', 'heron', 1)],
  ['a form', heronByForm],
] as const) {
  const named = ([name]: readonly [string, unknown]): string => `${how}: ${name}`;
  for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), named, 3))
    test(`Heron Maps, ${how}: a server that ${what} is found`, slowIf(what !== FIRST), async () => {
      const vendor = await vendorOf();
      const results = await judge((clock) => heronServer(clock, change), undefined, undefined, { vendor });
      expect(failing(results), JSON.stringify(complaints(results))).toContain(`heron/${slug}`);
      expect(results.outcome).toBe('nonconformant');
    });

  for (const [what, change] of partOf(Object.entries(LEGAL), named, 3))
    test(`Heron Maps, ${how}: ${what} is conformant`, slowIf(what !== 'nothing changed'), async () => {
      const vendor = await vendorOf();
      const results = await judge((clock) => heronServer(clock, change), undefined, undefined, { vendor });
      expect(complaints(results)).toEqual([]);
      expect(results.outcome).toBe('conformant');
    });
}
