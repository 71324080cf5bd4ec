import { expect, test } from '@playwright/test';
import { spellingsOf } from '../../../src/contract/path-spellings.ts';
import type { Call } from './server.ts';
import { Stage, valuesOf, verdictOf } from './check-context.ts';

const GUARDED = [{ access: 'refused' }, { victim: 'living' }] as const;

const pathOf = ({ url }: Call): string => new URL(url).pathname;
const named = ({ text }: Call): string => /user-\d+/.exec(text)?.[0] ?? '';

test('unauthenticated-path sends every spelling once, with one living user and no credentials', async () => {
  const stage = new Stage();
  const observed = await stage.run('unauthenticated-path', { maxUsers: 1 });
  expect(verdictOf(observed, ...GUARDED)).toBe('pass');
  const faults = stage.sent.filter(({ role }) => role === 'fault');
  expect(faults).toHaveLength(spellingsOf('/deletions').length + 1);
  expect(spellingsOf('/user/delete')).toHaveLength(12);
  expect(faults.flatMap(({ request }) => request.headers.filter(([name]) => name === 'Authorization'))).toEqual([]);
});

test('unauthenticated-path finds a service that routes by what a gateway says of the path', async () => {
  const stage = new Stage();
  stage.server.lie = (call, server) => {
    const found = server.find('own', named(call));
    if (pathOf(call) === '/health' && call.headers['x-original-url'] === '/deletions' && found) server.erase(found);
    return pathOf(call) === '/health' ? { status: 200, body: { status: 'UP' } } : undefined;
  };
  const observed = await stage.run('unauthenticated-path');
  expect(verdictOf(observed, ...GUARDED)).toBe('fail');
  expect(valuesOf(observed, 'access')).not.toContain('documented success');
});

test('unauthenticated-path finds the spelling that deletes', async () => {
  const stage = new Stage();
  stage.server.lie = (call, server) => {
    const found = server.find('own', named(call));
    if (pathOf(call) === '/deletions/' && found) server.erase(found);
    return undefined;
  };
  const observed = await stage.run('unauthenticated-path');
  expect(verdictOf(observed, ...GUARDED)).toBe('fail');
  expect(observed.find(({ facts }) => facts?.['victim'] === 'gone')!.about).toContain('a slash at the end');
});

test('unauthenticated-path tells the documented success from that of a server that answers any path', async () => {
  const stage = new Stage();
  stage.server.lie = (call) =>
    pathOf(call) === '/deletions.json' ? { status: 200, body: { deleted: [named(call)] } } : undefined;
  expect(valuesOf(await stage.run('unauthenticated-path'), 'access')).toContain('documented success');
  stage.server.lie = (call) =>
    call.tenant || pathOf(call) === '/deletions' ? undefined : { status: 200, body: { deleted: [named(call)] } };
  const catchAll = new Set(valuesOf(await stage.run('unauthenticated-path'), 'access'));
  expect([...catchAll].sort()).toEqual(['another success', 'refused']);
  stage.server.lie = (call) => (call.tenant ? undefined : { status: 200 });
  expect(new Set(valuesOf(await stage.run('unauthenticated-path'), 'access'))).toEqual(new Set(['another success']));
});
