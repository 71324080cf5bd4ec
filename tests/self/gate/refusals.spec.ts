import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { OLD_FILES, snapshot } from '../output/places.ts';
import { SLOW, slowIf } from '../part.ts';
import { test } from './child.ts';

// Each of these is one clear message and exit 2, before anything is sent. A closed port as base URL
// would make a run that got further tell of the network instead.

const KNOT = {
  KNOT_BASE_URL: 'http://127.0.0.1:9',
  KNOT_CLIENT_ID: 'gate-client',
  KNOT_SECRET: 'gate-secret-of-nobody',
};

const REFUSED: readonly { what: string; options?: string[]; variables: Record<string, string>; says: RegExp }[] = [
  { what: 'nothing configured in CI', variables: { CI: 'true' }, says: /_BASE_URL/ },
  { what: 'an empty secret', variables: { ...KNOT, KNOT_SECRET: '' }, says: /KNOT_SECRET.*empty/ },
  {
    what: 'a mistyped name',
    variables: { KNOT_BASEURL: KNOT.KNOT_BASE_URL, KNOT_CLIENT_ID: 'x', KNOT_SECRET: 'y' },
    says: /KNOT_BASEURL.*KNOT_BASE_URL/s,
  },
  {
    what: 'an unknown name of the suite',
    variables: { ...KNOT, CONFORMANCE_TIMEOUT: '5' },
    says: /CONFORMANCE_TIMEOUT.*CONFORMANCE_TIMEOUT_MS/s,
  },
  {
    what: 'credentials without a base URL',
    variables: { KNOT_CLIENT_ID: 'x', KNOT_SECRET: 'y' },
    says: /KNOT_BASE_URL/,
  },
  { what: 'a base URL without credentials', variables: { KNOT_BASE_URL: KNOT.KNOT_BASE_URL }, says: /KNOT_CLIENT_ID/ },
  { what: 'a base URL that is none', variables: { ...KNOT, KNOT_BASE_URL: 'localhost:80:80' }, says: /KNOT_BASE_URL/ },
  {
    what: 'a host that is not loopback, without its permission',
    variables: { ...KNOT, KNOT_BASE_URL: 'https://knot.invalid' },
    says: /CONFORMANCE_ALLOW_DELETE=1/,
  },
  { what: 'an unknown vendor', options: ['--vendor', 'knto'], variables: KNOT, says: /knto.*knot/s },
  {
    what: 'a selection of nothing',
    options: ['--grep', 'no-such-requirement'],
    variables: KNOT,
    says: /no-such-requirement/,
  },
  { what: 'a pattern that is none', options: ['--grep', '('], variables: KNOT, says: /--grep "\(" is not a regular/ },
  { what: 'a seed that is none', options: ['--seed', 'x'], variables: KNOT, says: /^--seed takes a whole number/ },
  { what: 'a rate without its unit', options: ['--rate', '2'], variables: KNOT, says: /^--rate takes.*2\/s/ },
  {
    what: 'a concurrency of none',
    options: ['--concurrency', '0'],
    variables: KNOT,
    says: /^--concurrency takes.*1 to 100/,
  },
  { what: 'a budget of none', options: ['--max-requests', 'few'], variables: KNOT, says: /^--max-requests takes/ },
  {
    what: 'an offset without its unit',
    options: ['--clock-offset', '5'],
    variables: KNOT,
    says: /^--clock-offset.*90s/,
  },
  {
    what: 'a proxy that is none',
    variables: {
      ...KNOT,
      KNOT_BASE_URL: 'http://knot.invalid',
      CONFORMANCE_ALLOW_DELETE: '1',
      http_proxy: 'socks5://p',
    },
    says: /http_proxy is not the URL of an http or https proxy/,
  },
  { what: 'an option nobody knows', options: ['--sandbx'], variables: {}, says: /--sandbx.*--sandbox/s },
];

/** One of each kind; src/configuration and bin/ refuse the others by the same mechanisms. */
const FAST = [
  'nothing configured in CI',
  'an empty secret',
  'a base URL without credentials',
  'a host that is not loopback, without its permission',
  'an unknown vendor',
  'an option nobody knows',
];

for (const { what, options = [], variables, says } of REFUSED)
  test(
    `${what}: exit 2, one message, no stack, and nothing is touched`,
    slowIf(!FAST.includes(what)),
    async ({ gate }) => {
      const report = join(gate.folder, 'conformance-report');
      await cp(OLD_FILES, report, { recursive: true });
      await writeFile(join(report, 'index.html'), 'not ours');
      const before = snapshot(gate.folder);
      const { code, out, err } = await gate.run(options, variables).ended;
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(says);
      expect(err).not.toMatch(/^\s+at /m);
      expect(snapshot(gate.folder)).toEqual(before);
    },
  );

test('a report folder that cannot be written: exit 2 before anything is sent', SLOW, async ({ gate }) => {
  await writeFile(join(gate.folder, 'file'), '');
  const { code, out, err } = await gate.run(['--report', 'file/report'], KNOT).ended;
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/cannot be written to "file\/report" \(ENOTDIR\).*--report/);
});

test('the help is no run and no failure', async ({ gate }) => {
  const { code, out } = await gate.run(['--help']).ended;
  expect(code).toBe(0);
  expect(out).toContain('--accept-unproven-erasure');
});
