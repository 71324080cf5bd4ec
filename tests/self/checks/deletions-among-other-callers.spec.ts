import { expect, test } from '@playwright/test';
import { KNOT, type Tenant } from '../../../src/sandbox/knot/behaviour.ts';
import { aTurn } from '../detection/knot/tools.ts';
import { judgeKnot, resultOf, type KnotRun } from '../run/in-process.ts';

const APART = 'callers-at-the-same-time-are-kept-apart';

async function verdictOf(run: KnotRun = {}): Promise<string> {
  return resultOf(await judgeKnot({ ...run, select: ({ slug }) => slug === APART }), APART).verdict;
}

test('own deletions are done while others ask for somebody else, with a second tenant and without', async () => {
  let [bad, foreign, own] = [0, 0, 0];
  const counting: KnotRun['behaviour'] = {
    async authenticate(call) {
      const tenant = await KNOT.authenticate(call);
      if (call.operation !== 'deletion') return tenant;
      if (tenant === undefined) bad += 1;
      else if (tenant === call.tenants[0]) own += 1;
      else foreign += 1;
      return tenant;
    },
  };
  expect(await verdictOf({ behaviour: counting })).toBe('pass');
  expect({ bad, foreign }).toEqual({ bad: 2, foreign: 2 });
  expect(own).toBeGreaterThanOrEqual(2);
  const alone = { KNOT_OTHER_CLIENT_ID: undefined, KNOT_OTHER_SECRET: undefined };
  expect(await verdictOf({ environment: alone })).toBe('pass');
});

test('a caller who is taken for the one beside is found: a bad one for a right one, and one tenant for the other', async () => {
  let current: Tenant | undefined;
  const shared: KnotRun['behaviour'] = {
    async authenticate(call) {
      current = await KNOT.authenticate(call);
      await aTurn();
      return current;
    },
  };
  expect(await verdictOf({ behaviour: shared })).toBe('fail');
  const deletesOfTheLast: KnotRun['behaviour'] = {
    async authenticate(call) {
      const tenant = await KNOT.authenticate(call);
      current = tenant ?? current;
      return tenant;
    },
    async deleteUser(_call, _tenant, id) {
      await aTurn();
      return current?.users.delete(id) ?? false;
    },
  };
  expect(await verdictOf({ behaviour: deletesOfTheLast })).toBe('fail');
});

test('callers whom a lenient verifier lets in with a warning are not among the others', async () => {
  const decodesLeniently: KnotRun['behaviour'] = {
    authenticate(call) {
      const pair = Buffer.from((call.request.headers.get('authorization') ?? '').slice('Basic '.length), 'base64');
      const read = pair
        .toString()
        .split(':')
        .map((part) => part.trim())
        .join(':');
      return call.tenants.find(({ credentials }) => read === `${credentials.clientId}:${credentials.secret}`);
    },
  };
  expect(await verdictOf({ behaviour: decodesLeniently })).toBe('pass');
});
