import { expect, test } from '@playwright/test';
import { SLOW } from '../part.ts';
import { loadEdited } from './edited-vendor.ts';
import { ploverServer, type PloverChanges } from './plover-server.ts';
import { complaints, failing, judge } from './judge.ts';

/** Plover Lists as it would be if nothing showed a contact. */
const unread = () =>
  loadEdited({
    vendor: 'plover',
    file: 'profile.yaml',
    passage: `  observe:
    - operation: readContact
      path: { contact: '{user}' }
      lives: { status: 200 }
      terminating: []
      gone: [{ status: 404, /error: contact_unknown }]
    - operation: findContacts
      body: { contact_id: '{user}' }
      lives: { status: 200 }
      list: '$.contacts[*].contact_id'
      terminating: []
      gone: []
`,
    replacement: '  observe: []\n',
  });

test('a job without a read of the user: the responses conform, and erasure is not judged', SLOW, async () => {
  const vendor = await unread();
  const strict = await judge((clock) => ploverServer(clock), undefined, undefined, { vendor });
  expect(complaints(strict).map((one) => (one as { verdict: string }).verdict)).not.toContain('fail');
  expect(strict.outcome).toBe('incomplete');
  const accepting = await judge((clock) => ploverServer(clock), undefined, undefined, {
    vendor,
    options: { acceptUnprovenErasure: true },
  });
  expect(accepting.outcome).toBe('conformant');
  expect(accepting.headline).toContain('esponses conform; erasure not judged');
});

test('a job without a read of the user: a job that is never done fails', SLOW, async () => {
  const options = { acceptUnprovenErasure: true };
  const results = await judge((clock) => ploverServer(clock, { status: () => 'pending' }), undefined, undefined, {
    vendor: await unread(),
    options,
  });
  expect(failing(results)).toEqual(['plover/contact-is-gone-when-completed']);
});

test('a job without a read of the user: a second deletion is not sent to observe with', async () => {
  const asked: string[] = [];
  const changes: PloverChanges = { first: (method, path) => void asked.push(`${method} ${path}`) };
  const results = await judge((clock) => ploverServer(clock, changes), undefined, undefined, {
    vendor: await unread(),
  });
  const looks = results.requirements.flatMap(({ evidence }) => evidence).filter(({ role }) => role === 'observe');
  expect(looks.filter(({ request }) => request.method === 'POST')).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);
});
