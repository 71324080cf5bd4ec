import { expect } from '@playwright/test';
import { SLOW } from '../part.ts';
import { test } from './fixtures.ts';

// Configurations with secrets in them with which a run must reach its target.

test.describe('a query in the base URL', () => {
  test.use({ withQuery: true });

  test('goes with every request, behind the path of its operation', SLOW, async ({ targets, gate }) => {
    const own = Object.entries(targets.variables).filter(([name]) => !name.startsWith('MASTERCARD_'));
    const { code, err } = await gate.run(['--grep', 'user-with-blanks', '--partial'], Object.fromEntries(own)).ended;
    expect(code, err).toBe(0);
  });
});

test('a target is trusted by the certificate that <V>_CA_CERT names', SLOW, async ({ planted, targets, gate }) => {
  const own = Object.entries(targets.variables).filter(([name]) => /^(MASTERCARD|CONFORMANCE)_/.test(name));
  const trusted = { ...Object.fromEntries(own), MASTERCARD_CA_CERT: planted.authority };
  await gate.run(['--grep', 'unknown-user'], trusted).ended;
  expect(targets.shown.mastercard.size).toBeGreaterThan(0);
});
