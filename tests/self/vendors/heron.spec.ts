import { expect, test } from '@playwright/test';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { loadEdited, type Edit } from './edited-vendor.ts';
import { heronServer, parametersOf, problem, tenantByToken, type HeronChanges } from './heron-server.ts';
import { complaints, failing, judge } from './judge.ts';
import { partOf } from '../part.ts';

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
  'the whole URL as Location': { location: (job) => `https://gateway.heron.example/maps/v1/jobs/${job}?from=202` },
};

const edit = (file: string, passage: string, replacement: string): Edit => ({
  vendor: 'heron',
  file,
  passage,
  replacement,
});

const asForm = (): Promise<Vendor> =>
  loadEdited(
    edit('profile.yaml', 'operation: deleteUser\n  ids: { query: id }', 'operation: eraseUser\n  ids: /id'),
    edit('requirements.yaml', "['query-id.*']", "['form-id.*', body.absent, media-type.json]"),
    edit('requirements.yaml', 'operation: deleteUser', 'operation: eraseUser'),
  );

for (const [how, vendorOf] of [
  ['ids in the query', () => loadEdited(edit('profile.yaml', 'HERON', 'HERON'))],
  ['a form', asForm],
] as const) {
  const named = ([name]: readonly [string, unknown]): string => `${how}: ${name}`;
  for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), named, 3))
    test(`Heron Maps, ${how}: a server that ${what} is found`, async () => {
      const vendor = await vendorOf();
      const results = await judge((clock) => heronServer(clock, change), undefined, undefined, { vendor });
      expect(failing(results), JSON.stringify(complaints(results))).toContain(`heron/${slug}`);
      expect(results.outcome).toBe('nonconformant');
    });

  for (const [what, change] of partOf(Object.entries(LEGAL), named, 3))
    test(`Heron Maps, ${how}: ${what} is conformant`, async () => {
      const vendor = await vendorOf();
      const results = await judge((clock) => heronServer(clock, change), undefined, undefined, { vendor });
      expect(complaints(results)).toEqual([]);
      expect(results.outcome).toBe('conformant');
    });
}
