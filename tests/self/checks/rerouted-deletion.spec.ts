import { expect, test } from '@playwright/test';
import type { Call } from './server.ts';
import { Stage, valuesOf, verdictOf } from './check-context.ts';

const LIVING = { victim: 'living' };

/** Deletes whoever is named anywhere in such a request, and refuses it. */
function deletesFor(stage: Stage, where: (call: Call) => boolean): void {
  stage.server.lie = (call, server) => {
    const found = server.find('own', /user-\d+/.exec(`${call.url} ${call.text}`)?.[0] ?? '');
    if (where(call) && found) server.erase(found);
    return undefined;
  };
}

test('rerouted-deletion: the id in a query names the living user, and nothing else does', async () => {
  const stage = new Stage();
  const observed = await stage.run('rerouted-deletion', { with: { by: 'query' }, maxUsers: 1 });
  expect(verdictOf(observed, LIVING)).toBe('pass');
  const faults = stage.sent.filter(({ role }) => role === 'fault').map(({ request }) => request);
  expect(faults.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  for (const { url, body } of faults) {
    expect(url).toMatch(/\?ids=user-\d+&id=user-\d+$/);
    expect(body).toBeUndefined();
  }
  deletesFor(stage, ({ method }) => method === 'GET');
  const found = await stage.run('rerouted-deletion', { with: { by: 'query' } });
  expect(verdictOf(found, LIVING)).toBe('fail');
  expect(found.find(({ facts }) => facts?.['victim'] === 'gone')!.about).toContain('GET with the id in the query');
});

test('rerouted-deletion: an id beside its place is not taken for one in it', async () => {
  const elsewhere: readonly ((call: Call) => boolean)[] = [
    ({ method, url, text }) => method === 'POST' && url.includes('?ids=user-') && text === '',
    ({ method, url, text }) => method === 'POST' && url.includes('?ids=user-') && text.includes('nobody'),
    ({ text }) => /"metadata":\{"ids":"user-\d+"/.test(text),
  ];
  expect(valuesOf(await new Stage().run('rerouted-deletion', { with: { by: 'place' } }), 'victim')).toEqual(['living']);
  for (const isRead of elsewhere) {
    const stage = new Stage();
    deletesFor(stage, isRead);
    const observed = await stage.run('rerouted-deletion', { with: { by: 'place' } });
    expect(valuesOf(observed, 'victim'), String(isRead)).toEqual(['gone']);
  }
});

test('rerouted-deletion: every way to override the method is tried', async () => {
  const overrides: readonly ((call: Call) => boolean)[] = [
    ({ method, headers }) => method === 'PUT' && headers['x-http-method-override'] === 'POST',
    ({ method, headers }) => method === 'GET' && headers['x-http-method'] === 'POST',
    ({ method, headers }) => method === 'PUT' && headers['x-method-override'] === 'POST',
    ({ method, url }) => method === 'GET' && url.includes('_method=POST'),
    ({ method, url }) => method === 'PUT' && url.includes('_method=POST'),
    ({ method, text }) => method === 'PUT' && text.includes('_method=POST'),
  ];
  expect(valuesOf(await new Stage().run('rerouted-deletion', { with: { by: 'override' } }), 'victim')).toEqual([
    'living',
  ]);
  for (const isOverridden of overrides) {
    const stage = new Stage();
    deletesFor(stage, isOverridden);
    const observed = await stage.run('rerouted-deletion', { with: { by: 'override' } });
    expect(valuesOf(observed, 'victim'), String(isOverridden)).toEqual(['gone']);
  }
});
