import { expect, test } from '@playwright/test';
import type { Call } from './server.ts';
import { Stage, WRONG_SECRET, faultyCase, reasonsOf, valuesOf, verdictOf } from './check-context.ts';

const CASES = [
  faultyCase('number', ({ ids }) => ({ ids: [...ids, 1] })),
  faultyCase('nested', ({ ids }) => ({ ids: [ids] })),
];

const PRESERVED = [{ victim: 'living' }, { bystander: 'living' }] as const;

/** Deletes whoever a request names, then answers as told. */
function deletesFor(stage: Stage, whom: (call: Call) => boolean, status: number): void {
  stage.server.lie = (call, server) => {
    if (!whom(call)) return undefined;
    for (const [id] of call.text.matchAll(/user-\d+/g)) server.erase({ tenant: 'own', id, marker: '' });
    return { status, body: { code: 'faulty' } };
  };
}

test('refused-request-has-no-effect sends all faults at one victim', async () => {
  const stage = new Stage();
  const observed = await stage.run('refused-request-has-no-effect', { cases: CASES, maxUsers: 2 });
  expect(verdictOf(observed, ...PRESERVED)).toBe('pass');
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', 'fault', 'fault']);
  expect(stage.server.records.size).toBe(2);
});

test('refused-request-has-no-effect finds the request that deletes', async () => {
  const stage = new Stage();
  deletesFor(stage, ({ text }) => text.includes('[["user'), 400);
  const observed = await stage.run('refused-request-has-no-effect', { cases: CASES });
  expect(verdictOf(observed, ...PRESERVED)).toBe('fail');
  expect(observed.find(({ facts }) => facts?.['victim'] === 'gone')!.about).toContain('nested');
  expect(valuesOf(observed, 'victim')).toEqual(['gone']);
});

test('refused-request-has-no-effect needs no fresh victim to fail', async () => {
  const stage = new Stage();
  deletesFor(stage, ({ text }) => text.includes('[["user'), 400);
  const observed = await stage.run('refused-request-has-no-effect', { cases: CASES, maxUsers: 2 });
  expect(verdictOf(observed, ...PRESERVED)).toBe('fail');
});

test('refused-request-has-no-effect notices the bystander', async () => {
  const stage = new Stage();
  stage.server.lie = ({ text }, { records }) => {
    if (text.includes('[["user')) records.delete([...records.keys()].at(-1) ?? '');
    return undefined;
  };
  const observed = await stage.run('refused-request-has-no-effect', { cases: CASES });
  expect(valuesOf(observed, 'bystander')).toEqual(['gone']);
});

test('refused-request-has-no-effect is not green by a server that refuses the valid as well', async () => {
  const stage = new Stage();
  stage.server.lie = () => ({ status: 403 });
  expect(reasonsOf(await stage.run('refused-request-has-no-effect', { cases: CASES }))).toEqual([
    'inconclusive control',
  ]);
});

test('refused-request-has-no-effect: lenient, what was accepted may delete, what was refused may not', async () => {
  const stage = new Stage();
  const padded = faultyCase('padded', ({ ids: [id] }) => ({ ids: [`${id} `] }));
  const lenient = { cases: [padded, ...CASES], with: { lenient: true } };
  deletesFor(stage, ({ text }) => text.includes(' "'), 200);
  expect(verdictOf(await stage.run('refused-request-has-no-effect', lenient), ...PRESERVED)).toBe('pass');
  const accepted = await stage.run('refused-request-has-no-effect', { ...lenient, cases: [padded] });
  expect(verdictOf(accepted, ...PRESERVED)).toBe('pass');
  expect(reasonsOf(accepted)).toEqual(['not-observed not-observed']);
  expect(verdictOf(await stage.run('refused-request-has-no-effect', { cases: [padded] }), ...PRESERVED)).toBe('fail');
  deletesFor(stage, ({ text }) => text.includes(' "'), 400);
  expect(verdictOf(await stage.run('refused-request-has-no-effect', lenient), ...PRESERVED)).toBe('fail');
});

test('refused-request-has-no-effect: a 401 that deletes', async () => {
  const stage = new Stage();
  const invalidCredentials = [WRONG_SECRET];
  expect(verdictOf(await stage.run('refused-request-has-no-effect', { invalidCredentials }), ...PRESERVED)).toBe(
    'pass',
  );
  deletesFor(stage, ({ tenant }) => tenant === undefined, 401);
  const observed = await stage.run('refused-request-has-no-effect', { invalidCredentials });
  expect(verdictOf(observed, ...PRESERVED)).toBe('fail');
  expect(observed.find(({ facts }) => facts?.['victim'] === 'gone')!.about).toContain('a wrong token');
});

test('refused-request-has-no-effect fills a case about the count with people who do not exist', async () => {
  const stage = new Stage();
  await stage.run('refused-request-has-no-effect', { cases: [{ ...CASES[0]!, ids: 3 }] });
  const { ids } = JSON.parse(String(stage.sent.at(-1)!.request.body)) as { ids: unknown[] };
  expect(ids.map((id) => String(id).split('-')[0])).toEqual(['user', 'nobody', 'nobody', '1']);
});

test('cases that need a victim of another id have one of their own', async () => {
  const stage = new Stage();
  const setting = { cases: CASES, with: { id: 'umlaut', otherId: 'plain', otherIdFor: 'nest*' } };
  const observed = await stage.run('refused-request-has-no-effect', setting);
  expect(verdictOf(observed, ...PRESERVED)).toBe('pass');
  expect(valuesOf(observed, 'victim')).toEqual(['living', 'living']);
  const faults = stage.sent.filter(({ role }) => role === 'fault').map(({ request }) => request.body?.toString() ?? '');
  expect(faults.map((body) => [body.includes('ü-'), body.includes('p-')])).toEqual([
    [true, false],
    [false, true],
  ]);
});
