import { expect, test } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { ConfigurationError, judge, testsOf, type JudgeOptions, type TargetDescription } from '../../../src/index.ts';
import { SANDBOXES, type Sandbox } from '../../../src/sandbox/index.ts';
import { SLOW } from '../part.ts';
import { printedBy } from './printed.ts';

// An implementation is judged from within another program: through its fetch handler, without a socket.

let sandbox: Sandbox;
let target: TargetDescription;
test.beforeAll(async () => {
  sandbox = await SANDBOXES['knot']!({ clock: systemClock });
  const { KNOT_CLIENT_ID: clientId = '', KNOT_SECRET: secret = '' } = sandbox.environment;
  target = { clientId, secret };
});
test.afterAll(() => sandbox.dispose());

const handler = (request: Request): Response | Promise<Response> => sandbox.fetch(request);

test(
  'a fetch handler is judged whole; what a Request cannot carry is counted, and nothing is printed',
  SLOW,
  async () => {
    const seen: string[] = [];
    const onResult: JudgeOptions['onResult'] = ({ id }) => seen.push(id);
    const { value: results, printed } = await printedBy(() =>
      judge({ vendor: 'knot', fetch: handler, target, onResult }),
    );
    expect(printed).toBe('');
    expect(results.outcome, results.headline).toBe('conformant');
    expect([...seen].sort()).toEqual(results.requirements.map(({ id }) => id).sort());
    const uncarried = results.requirements.filter(({ reason }) => reason === 'transport');
    expect(uncarried.map(({ verdict }) => verdict)).toEqual(uncarried.map(() => 'not-applicable'));
    expect(uncarried.map(({ id }) => id)).toContain('knot/any-spelling-of-a-deletion-deletes');
    expect(results.headline).toContain(
      `, ${String(uncarried.length)} not sent, for a fetch handler cannot receive them`,
    );
    const tests = testsOf(results);
    for (const { run } of tests) run();
    expect(tests.find(({ name }) => name === uncarried[0]?.id)?.skip).toMatch(/^not-applicable \(transport\): /);
  },
);

test('a handler that lies fails by the requirement, and the outcome with it', SLOW, async () => {
  const lying = (request: Request) =>
    new URL(request.url).pathname === '/user/delete' ? Response.json({ message: 'Success' }) : handler(request);
  const options = { grep: 'deleted-user-is-gone|unknown-user-is-refused', partial: true };
  const results = await judge({ vendor: 'knot', fetch: lying, target, ...options });
  expect(results.outcome).toBe('nonconformant');
  const tests = new Map(testsOf(results).map(({ name, run }) => [name, run]));
  expect(tests.get('knot/deleted-user-is-gone')).toThrow(/^knot\/deleted-user-is-gone \(MUST\): .*\nExpected: /);
  expect(tests.get('outcome')).toThrow(/^Nonconformant: knot at /);
});

test('a handler that throws or never answers ends inconclusive, and the outcome is no green one', SLOW, async () => {
  for (const fetch of [() => Promise.reject(new Error('boom')), () => new Promise<never>(() => undefined)]) {
    const environment = { CONFORMANCE_TIMEOUT_MS: '20' };
    const results = await judge({ vendor: 'knot', fetch, target, environment, grep: 'unknown-user', partial: true });
    expect(results.outcome).toBe('incomplete');
    expect(testsOf(results).at(-1)?.run).toThrow(/^Incomplete/);
  }
});

test('a signal ends the run in order', async () => {
  const controller = new AbortController();
  const onResult = (): void => controller.abort();
  const results = await judge({ vendor: 'knot', fetch: handler, target, signal: controller.signal, onResult });
  expect(results.outcome).toBe('incomplete');
  expect(results.requirements.filter(({ reason }) => reason === 'interrupted').length).toBeGreaterThan(10);
});

test('the embedded sandbox is judged over its socket', async () => {
  const results = await judge({ sandbox: true, vendor: 'knot', grep: 'unknown-user-is-refused', partial: true });
  expect(results.outcome).toBe('conformant');
  expect(results.targets[0]?.kind).toBe('sandbox');
});

test('a handler that returns no Response, or throws, is named in the report', SLOW, async () => {
  const options = { target, grep: 'unknown-user-is-refused', partial: true, vendor: 'knot' };
  const reported = async (fetch: unknown): Promise<string> =>
    JSON.stringify((await judge({ ...options, fetch: fetch as typeof handler })).requirements);
  for (const answer of [undefined, null, 'text', { status: 200 }])
    expect(await reported(() => answer)).toContain('the handler returned something else than a Response');
  expect(await reported(() => Promise.reject(new Error('boom')))).toContain('the fetch function threw Error: boom');
});

test('what onResult throws, at once or later, ends the run and is thrown', SLOW, async () => {
  const listeners: readonly (() => unknown)[] = [
    () => {
      throw new Error('mine');
    },
    () => Promise.reject(new Error('mine')),
  ];
  for (const onResult of listeners) {
    let asked = 0;
    const fetch = (request: Request) => {
      asked += 1;
      return handler(request);
    };
    const judged = judge({ vendor: 'knot', fetch, target, onResult });
    await expect(judged).rejects.toBeInstanceOf(ConfigurationError);
    await expect(judged).rejects.toThrow('The option onResult of judge threw Error: mine');
    expect(asked).toBeLessThan(300);
  }
});

const REFUSED: readonly (readonly [options: unknown, says: RegExp])[] = [
  [undefined, /^judge takes one object of options/],
  [null, /^judge takes one object of options: judge/],
  ['knot', /^judge takes one object of options: judge\(/],
  [{ vendor: 'knot', environment: {} }, /^The option environment of judge configures no target/],
  [{ environment: { KNOT_BASE_URL: 5 } }, /^The variable KNOT_BASE_URL in the option environment of judge must be a/],
  [{ vendor: 'knot', fetch: handler, signal: {} }, /^The option signal of judge must be an AbortSignal/],
  [{}, /^judge was given nothing to judge: give fetch, target, environment, or sandbox: true\.$/],
  [{ vendor: 'knot', fetchh: 1 }, /^judge has no option "fetchh", did you mean "fetch"\?$/],
  [{ vendor: 'knot', fetch: 'x' }, /^The option fetch of judge must be of type function\.$/],
  [{ fetch: handler }, /^judge needs the option vendor/],
  [{ vendor: 'knott', fetch: handler }, /^The vendor "knott" is unknown, did you mean "knot"\?$/],
  [{ vendor: 'knot', fetch: handler }, /^KNOT_BASE_URL is set but KNOT_CLIENT_ID and KNOT_SECRET are not/],
  [
    { vendor: 'knot', fetch: handler, target: { secrett: 'x' } },
    /^target\.secrett is unknown, did you mean "secret"\?$/,
  ],
  [{ vendor: 'knot', fetch: handler, target: { secret: null } }, /^target\.secret must be a string or a number\.$/],
  [{ vendor: 'knot', sandbox: true, fetch: handler }, /^judge was given both sandbox and a target/],
  [{ vendor: 'knot', sandbox: true, grep: '(' }, /^--grep "\(" is not a regular expression/],
  [
    { vendor: 'knot', target: { baseUrl: 'https://example.com', clientId: 'a', secret: 'b' } },
    /^KNOT_BASE_URL names example\.com, which is not loopback/,
  ],
];
for (const [options, says] of REFUSED)
  test(`refused: ${says.source}`, async () => {
    const error: unknown = await judge(options as JudgeOptions).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(says);
  });
