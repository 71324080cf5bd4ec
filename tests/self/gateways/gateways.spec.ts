import { expect, test } from '@playwright/test';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { isDeletion, page } from '../detection/wire.ts';
import { SLOW, slowIf } from '../part.ts';
import { judgeKnot, resultOf, withVerdict } from '../run/in-process.ts';
import { GATEWAY_ANSWERS, gateway, isSuspicious } from './firewall.ts';

const QUOTES = 'unknown-id-with-quotes-is-refused';

/** Requirements whose requests a firewall stops, erasure, and those that all answers are held against. */
const forSuspicion = ({ id, check = '' }: { readonly id: string; readonly check?: string }): boolean =>
  /deletable|unknown-id|deleted-user-is-gone/.test(id) ||
  /response-contract|undocumented-status|still-lives/.test(check);

for (const [what, response] of Object.entries(GATEWAY_ANSWERS))
  test(
    `an unknown id that a gateway answers with ${what} accuses nobody, and the run is not incomplete`,
    slowIf(what !== 'a page'),
    async () => {
      const results = await judgeKnot({
        ...gateway(isSuspicious, response),
        select: forSuspicion,
        options: { partial: true },
      });
      expect(withVerdict(results, 'fail', 'warn', 'error')).toEqual([]);
      expect(results.outcome).toBe('conformant');
      const unknown = resultOf(results, QUOTES);
      expect(unknown).toMatchObject({ verdict: 'inconclusive', reason: 'gateway', excused: true });
      expect(unknown.message).toContain('a gateway in front of the API');
      const created = resultOf(results, 'user-with-quotes-is-deletable');
      expect(created.verdict).toBe('not-observed');
      // 403 in JSON is documented for the creation: then it may be the API's.
      expect(created.message).toMatch(/a gateway in front of the API|answered 403/);
    },
  );

test(
  'a gateway that blocks the deletion of a user whom it let through fails the requirement, by name',
  SLOW,
  async () => {
    const stops = (request: WireRequest): boolean => isDeletion(request) && isSuspicious(request);
    const results = await judgeKnot({ ...gateway(stops, GATEWAY_ANSWERS['a page']), select: forSuspicion });
    expect(results.outcome).toBe('nonconformant');
    const failed = ['slashes', 'quotes', 'markup'].map((what) => `knot/user-with-${what}-is-deletable`);
    expect(withVerdict(results, 'fail')).toEqual(failed);
    for (const id of failed)
      expect(resultOf(results, id.slice(5)).actual).toContain(
        'a gateway in front of the API blocked (403 with an HTML page)',
      );
  },
);

/** Every error of the implementation is a page. */
const pagesForErrors =
  (inner: Transport): Transport =>
  async (request, limits) => {
    const response = await inner(request, limits);
    const { status, body } = response;
    return status < 400 ? response : page(status, `${status}: ${body.toString().replace(/["{}]/g, ' ')}`);
  };

test('an implementation whose own errors are all pages is judged and fails', SLOW, async () => {
  const results = await judgeKnot({ through: pagesForErrors });
  expect(results.outcome).toBe('nonconformant');
  expect(withVerdict(results, 'fail').length).toBeGreaterThan(5);
  expect(resultOf(results, 'unknown-user-is-refused').verdict).toBe('fail');
  expect(results.requirements.filter(({ excused }) => excused)).toEqual([]);
});

test('so is one whose deletion alone answers its errors as pages', SLOW, async () => {
  const through = (inner: Transport): Transport => {
    const paged = pagesForErrors(inner);
    return (request, limits) => (isDeletion(request) ? paged : inner)(request, limits);
  };
  const results = await judgeKnot({ through, select: forSuspicion, options: { partial: true } });
  expect(resultOf(results, 'refused-deletion-keeps-the-contract').verdict).toBe('fail');
  expect(results.requirements.filter(({ excused }) => excused)).toEqual([]);
});

test('a framework that answers broken JSON with a page is the implementation, gateway or not', SLOW, async () => {
  const breaksJson = ({ method, url, body }: WireRequest): boolean => {
    if (method !== 'POST' || !url.endsWith('/user/delete') || !body?.length) return false;
    try {
      JSON.parse(body.toString());
      return false;
    } catch {
      return true;
    }
  };
  const results = await judgeKnot(gateway(breaksJson, page(400, 'SyntaxError: Unexpected token')));
  expect(results.outcome).toBe('nonconformant');
});

const NGINX = page(400, '400 Bad Request');
const NAMED = {
  ...NGINX,
  body: Buffer.from('<html><center><h1>400 Bad Request</h1></center><hr><center>nginx</center>'),
};

const isBrokenJson = (request: WireRequest): boolean =>
  isDeletion(request) && !/\}$/.test(request.body?.toString() ?? '}');

const REFUSED = ['refused-deletion-keeps-the-contract', 'unusable-body-is-refused', QUOTES];

test('a page with a documented status to a faulty request is a gateway’s where it names the gateway', async () => {
  const select = ({ id }: { readonly id: string }): boolean => REFUSED.includes(id.slice(5));
  const named = await judgeKnot({ ...gateway(isBrokenJson, NAMED), select });
  expect(withVerdict(named, 'fail', 'warn', 'error')).toEqual([]);
  const nameless = await judgeKnot({ ...gateway(isBrokenJson, NGINX), select });
  expect(withVerdict(nameless, 'fail')).toContain('knot/refused-deletion-keeps-the-contract');
});

test('so is one that a gateway gave to a request without a fault', async () => {
  const stops = (request: WireRequest): boolean => isBrokenJson(request) || isSuspicious(request);
  const select = ({ id }: { readonly id: string }): boolean => REFUSED.includes(id.slice(5));
  const results = await judgeKnot({ ...gateway(stops, NGINX), select });
  expect(resultOf(results, QUOTES)).toMatchObject({ reason: 'gateway', excused: true });
  expect(resultOf(results, 'refused-deletion-keeps-the-contract').verdict).not.toBe('fail');
});
