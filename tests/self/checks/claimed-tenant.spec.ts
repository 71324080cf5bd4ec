import { expect, test } from '@playwright/test';
import { NEARLY_RIGHT } from '../detection/knot/nearly-right.ts';
import { judgeKnot, resultOf } from '../run/in-process.ts';
import { SLOW } from '../part.ts';

const SLUG = 'credentials-alone-say-who-calls';
const select = ({ id }: { readonly id: string }): boolean => id === `knot/${SLUG}`;

test(
  'claimed-tenant passes where the credentials alone say who calls, and fails where anything else does',
  SLOW,
  async () => {
    expect(resultOf(await judgeKnot({ select }), SLUG).verdict).toBe('pass');
    const claimed = NEARLY_RIGHT.filter(({ primary }) => SLUG in primary);
    expect(claimed.length).toBeGreaterThan(2);
    for (const { id, change } of claimed)
      expect(resultOf(await judgeKnot({ ...change(), select }), SLUG).verdict, id).toBe('fail');
  },
);

test('claimed-tenant is not run without a second tenant', SLOW, async () => {
  const environment = { KNOT_OTHER_CLIENT_ID: undefined, KNOT_OTHER_SECRET: undefined };
  expect(resultOf(await judgeKnot({ select, environment }), SLUG).verdict).toBe('not-run');
});
