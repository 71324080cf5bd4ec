import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ExchangeError } from '../../../src/http/types.ts';
import type { LinkedAccount } from '../../../src/sandbox/knot/store.ts';
import { SLOW } from '../part.ts';
import { judgeKnot, resultOf, withVerdict } from './in-process.ts';

const ACCOUNT: LinkedAccount = { merchantId: 19, scopes: ['transaction_link'] };
const BAD = ['fail', 'error', 'not-run', 'inconclusive'] as const;

test('the reference implementation is conformant', async () => {
  const results = await judgeKnot();
  expect(withVerdict(results, ...BAD, 'warn')).toEqual([]);
  expect(results.outcome).toBe('conformant');
  expect(results.headline).toMatch(/^Conformant: .*the embedded sandbox/);
  expect(results.cleanup).toEqual([
    { vendor: 'knot', left: [], message: expect.stringMatching(/^Clean/) as unknown as string },
  ]);
});

test('results keep their own schema', SLOW, async () => {
  const results = await judgeKnot();
  const schema = JSON.parse(
    readFileSync(new URL('../../../specs/results.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  validate(results);
  expect(validate.errors).toBeNull();
});

test('success that deletes nothing is nonconformant', SLOW, async () => {
  const results = await judgeKnot({
    behaviour: { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined },
  });
  expect(results.outcome).toBe('nonconformant');
  expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'fail', reason: null });
  expect(resultOf(results, 'deleted-users-stay-gone').verdict).toBe('fail');
  const untouched = resultOf(results, 'other-users-are-untouched');
  expect([untouched.verdict, untouched.reason]).toEqual(['inconclusive', 'not-deleted']);
});

test('401 to everything leaves nothing judged', async () => {
  const results = await judgeKnot({ behaviour: { authenticate: () => undefined } });
  expect(results.outcome).toBe('incomplete');
  expect(withVerdict(results, 'pass', 'warn', 'fail')).toEqual([]);
  expect(new Set(results.requirements.map(({ reason }) => reason))).toEqual(new Set(['credentials-refused']));
});

test('200 to everything is nonconformant', SLOW, async () => {
  const results = await judgeKnot({ behaviour: { handle: () => ({ status: 200, body: { message: 'Success' } }) } });
  expect(results.outcome).toBe('nonconformant');
  expect(resultOf(results, 'unknown-user-is-refused').verdict).toBe('fail');
  // Its control fares no better, so no refusal is told from any other answer: not green, and not blamed either.
  expect(resultOf(results, 'wrong-secret-is-refused')).toMatchObject({ verdict: 'inconclusive', reason: 'control' });
});

test('a bystander who is deleted too is found', SLOW, async () => {
  const results = await judgeKnot({
    behaviour: {
      deleteUser: (_call, tenant, id) => {
        if (!tenant.users.delete(id)) return false;
        return tenant.users.delete(id.toLowerCase()) || true;
      },
    },
  });
  expect(withVerdict(results, 'fail')).toEqual(expect.arrayContaining(['knot/neighbour-in-other-case-survives']));
});

test('a target that is silent is asked three times', async () => {
  let asked = 0;
  const results = await judgeKnot({
    through: () => () => {
      asked += 1;
      throw new ExchangeError('refused', 'Nothing listens there.');
    },
  });
  expect(asked).toBe(3);
  expect(results.outcome).toBe('incomplete');
  expect(new Set(results.requirements.map(({ reason }) => reason))).toEqual(new Set(['network']));
});

test('a target that falls silent in the middle is left alone', SLOW, async () => {
  let asked = 0;
  const results = await judgeKnot({
    through: (inner) => (request, limits) => {
      asked += 1;
      if (asked > 600) throw new ExchangeError('timeout', 'No answer within 10000 ms.');
      return inner(request, limits);
    },
  });
  // Requirements at work when it fell silent finish their request and its controls; the clean-up then asks nothing.
  expect(asked).toBeLessThan(660);
  expect(results.cleanup[0]?.left.length).toBeGreaterThan(0);
  expect(withVerdict(results, 'error', 'fail')).toEqual([]);
  expect(results.outcome).toBe('incomplete');
});

test('a secret that is echoed is told by its name alone', SLOW, async () => {
  let sent = '';
  const results = await judgeKnot({
    behaviour: {
      answerUnknownUser: ({ request }) => {
        sent = request.headers.get('authorization')?.slice('Basic '.length) ?? sent;
        const echo = `refused: ${sent}`;
        return { status: 400, body: { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: echo } };
      },
    },
  });
  const [id = '', secret = ''] = Buffer.from(sent, 'base64').toString().split(':');
  expect(secret).not.toBe('');
  expect(resultOf(results, 'responses-hold-no-secrets').verdict).toBe('fail');
  const text = JSON.stringify(results);
  expect(text).toContain(id);
  expect(text).not.toContain(secret);
  expect(text).not.toContain(sent);
});

test('offered users: the run creates none, and requirements that need a special one do not apply', SLOW, async () => {
  const offered = Array.from({ length: 40 }, (_, index) => `offered-${index}`);
  const named = new Set<string>();
  const results = await judgeKnot({
    environment: { KNOT_USER_IDS: offered.join(',') },
    behaviour: {
      deleteUser: (_call, tenant, id) => {
        named.add(id);
        return tenant.users.delete(id);
      },
      createSession: () => {
        throw new Error('nobody may be created');
      },
      listAccounts: (_call, tenant, id) => {
        // They were there before the run.
        if (offered.includes(id) && !named.has(id)) tenant.users.ensure(id).accounts.set(19, ACCOUNT);
        const user = tenant.users.find(id);
        return user && [...user.accounts.values()];
      },
    },
  });
  expect(withVerdict(results, 'fail', 'error')).toEqual([]);
  expect(results.targets[0]?.declared).toMatchObject({ users: 'offered', observe: 'read' });
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('pass');
  expect(resultOf(results, 'user-without-accounts-is-answered').verdict).toBe('not-applicable');
  expect(results.cleanup[0]?.left).toEqual([]);
});

test('a deletion that shows a little later is a pass, and told', SLOW, async () => {
  const results = await judgeKnot({ deletionDelayMs: 1500 });
  expect(withVerdict(results, ...BAD)).toEqual([]);
  expect(resultOf(results, 'deletion-is-visible-at-once').verdict).toBe('warn');
  expect(results.outcome).toBe('conformant');
});

test('a second deletion proves erasure where nothing can be read', SLOW, async () => {
  const results = await judgeKnot({ environment: { KNOT_OBSERVE: 'repeat' } });
  expect(withVerdict(results, 'fail', 'error')).toEqual([]);
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('pass');
  expect(resultOf(results, 'deleted-users-stay-gone').verdict).toBe('pass');
});

test('a late deletion only warns, unless a warning gates', async () => {
  const late = {
    deletionDelayMs: 1000,
    select: ({ id }: { id: string }) => /visible-at-once|deleted-user-is-gone/.test(id),
  };
  expect((await judgeKnot(late)).outcome).toBe('conformant');
  const strict = await judgeKnot({ ...late, options: { strict: true } });
  expect(strict.outcome).toBe('nonconformant');
  expect(strict.headline).toContain('1 warned, a warning gates (--strict)');
});
