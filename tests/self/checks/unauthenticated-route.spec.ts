import { expect, test } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { routesOf } from '../../../src/checks/unauthenticated-route.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { SLOW } from '../part.ts';
import { Stage, verdictOf } from './check-context.ts';

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

test('a user may be a resource below what the contract puts before an id, and beside the deletion', SLOW, async () => {
  expect(routesOf(await loadOne(SPECS, 'knot', 1))).toEqual(['/user/{id}', '/users/{id}']);
  expect(routesOf(await loadOne(SPECS, 'mastercard', 1))).toEqual(['/issuers/users/{id}', '/issuers/{id}']);
});

test('unauthenticated-route sends DELETE with a living user and no credentials, and finds the route that deletes', async () => {
  const stage = new Stage();
  const observed = await stage.run('unauthenticated-route', { maxUsers: 1 });
  expect(verdictOf(observed, { victim: 'living' })).toBe('pass');
  const faults = stage.sent.filter(({ role }) => role === 'fault');
  expect(faults.map(({ request }) => request.method)).toEqual(faults.map(() => 'DELETE'));
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.flatMap(({ request }) => request.headers.filter(([name]) => name === 'Authorization'))).toEqual([]);

  stage.server.lie = (call, server) => {
    const found = server.find('own', decodeURIComponent(new URL(call.url).pathname.split('/').at(-1) ?? ''));
    if (call.method !== 'DELETE' || !found) return undefined;
    server.erase(found);
    return { status: 404 };
  };
  expect(verdictOf(await stage.run('unauthenticated-route'), { victim: 'living' })).toBe('fail');
});
