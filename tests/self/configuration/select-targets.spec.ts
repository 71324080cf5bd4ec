import { expect, test } from '@playwright/test';
import { KNOT, PIGEON, refusal, SECRET, select } from './fixtures.ts';

test.describe('which target is judged', () => {
  test('--sandbox judges the sandbox, whatever the environment configures', () => {
    const broken = { ...KNOT, KNOT_BASE_URL: 'nonsense', KNOT_BASEURL: 'x', MASTERCARD_CONSUMER_KEY: '', CI: 'true' };
    expect(select(broken, { sandbox: true })).toEqual({
      kind: 'sandbox',
      vendors: ['knot', 'mastercard'],
      leftOut: ['pigeon'],
    });
  });

  test('--sandbox with --vendor judges that one', () => {
    expect(select({}, { sandbox: true, vendors: ['knot'] })).toMatchObject({ vendors: ['knot'], leftOut: [] });
  });

  test('a vendor that is named and has no sandbox is not left out on the quiet', () => {
    const message = refusal(() => select({}, { sandbox: true, vendors: ['knot', 'pigeon'] }));
    expect(message).toContain('no sandbox of pigeon');
    expect(message).toContain('PIGEON_BASE_URL and PIGEON_TOKEN');
  });

  test('a base URL selects the configured vendors and only they', () => {
    const selection = select({ ...KNOT, ...PIGEON, CI: 'true' });
    expect(selection.kind === 'configured' && selection.targets.map(({ vendor, kind }) => [vendor, kind])).toEqual([
      ['knot', 'configured'],
      ['pigeon', 'configured'],
    ]);
  });

  test('--vendor leaves out what else is configured, and its mistakes', () => {
    const selection = select({ ...KNOT, PIGEON_TOKEN: '', MASTERCARD_BASEURL: 'x' }, { vendors: ['knot'] });
    expect(selection.kind === 'configured' && selection.targets.map(({ vendor }) => vendor)).toEqual(['knot']);
  });

  for (const CI of [undefined, '', 'false'])
    test(`nothing configured and CI ${CI === undefined ? 'unset' : `"${CI}"`}: the sandbox, with a note`, () => {
      const selection = select({ CI, PATH: '/bin', KNOT_APP_MODE: 'theirs' });
      expect(selection).toMatchObject({ kind: 'sandbox', vendors: ['knot', 'mastercard'], leftOut: ['pigeon'] });
      expect(selection.kind === 'sandbox' && selection.note).toMatch(
        /^Nothing is configured.*sandbox.*\n.*\.env:\n {2}KNOT_BASE_URL, KNOT_CLIENT_ID and KNOT_SECRET\n(?: {2}\S+_BASE_URL.*\n)+.*--dry-run/,
      );
    });

  test('nothing configured and CI set: refused, with the variables to set', () => {
    const message = refusal(() => select({ CI: 'true' }));
    expect(message).toContain('Nothing is configured');
    expect(message).toContain('KNOT_BASE_URL, KNOT_CLIENT_ID and KNOT_SECRET');
    expect(message).toContain('MASTERCARD_BASE_URL, MASTERCARD_CONSUMER_KEY and MASTERCARD_SIGNING_KEY');
    expect(refusal(() => select({ CI: '1' }, { vendors: ['knot'] }))).not.toContain('MASTERCARD');
  });

  test('nothing configured and no vendor has a sandbox: refused', () => {
    expect(refusal(() => select({}, { hasSandbox: () => false }))).toContain('no sandbox');
  });

  test('an unknown --vendor is refused with the nearest name', () => {
    const message = refusal(() => select(KNOT, { vendors: ['knott'] }));
    expect(message).toContain('--vendor knott is unknown, did you mean "knot"?');
    expect(refusal(() => select({}, { vendors: ['zzz'], sandbox: true }))).toContain('knot, mastercard and pigeon');
  });

  for (const vendors of [['pigeon'], ['knot', 'pigeon']])
    test(`--vendor ${vendors.join(' and ')} with only another configured is refused`, () => {
      const message = refusal(() => select(KNOT, { vendors }));
      expect(message).toContain('--vendor pigeon');
      expect(message).toContain('only knot is configured');
      expect(message).toContain('PIGEON_BASE_URL');
    });
});

test.describe('a target configured in part is never replaced by the sandbox', () => {
  for (const set of [{ KNOT_SECRET: SECRET }, { KNOT_CLIENT_ID: 'c', KNOT_SECRET: SECRET }, { KNOT_USER_IDS: 'a' }])
    test(`${Object.keys(set).join(' and ')} without base URL`, () => {
      const message = refusal(() => select(set));
      expect(message).toContain('KNOT_BASE_URL is not');
      for (const name of Object.keys(set)) expect(message).toContain(name);
      expect(message).not.toContain(SECRET);
    });

  test('a base URL without credentials', () => {
    const message = refusal(() => select({ KNOT_BASE_URL: KNOT.KNOT_BASE_URL }));
    expect(message).toContain('KNOT_BASE_URL is set but KNOT_CLIENT_ID and KNOT_SECRET are not');
  });

  test('a base URL with half of the credentials', () => {
    expect(refusal(() => select({ ...KNOT, KNOT_CLIENT_ID: undefined }))).toContain('but KNOT_CLIENT_ID is not');
  });

  test('beside one that is configured whole', () => {
    expect(refusal(() => select({ ...KNOT, PIGEON_TOKEN: SECRET }))).toContain('PIGEON_BASE_URL is not');
  });

  test('a second tenant in part', () => {
    const message = refusal(() => select({ ...KNOT, KNOT_OTHER_SECRET: SECRET }));
    expect(message).toContain('KNOT_OTHER_SECRET is set but KNOT_OTHER_CLIENT_ID is not');
  });

  test('a second tenant that is the first', () => {
    const same = { ...KNOT, KNOT_OTHER_CLIENT_ID: 'client', KNOT_OTHER_SECRET: 'x' };
    expect(refusal(() => select(same))).toContain('KNOT_OTHER_CLIENT_ID is the same as KNOT_CLIENT_ID');
  });
});

test.describe('names', () => {
  for (const CI of [undefined, 'true'])
    test(`known names that are empty, CI ${String(CI)}`, () => {
      const message = refusal(() => select({ CI, KNOT_BASE_URL: ' ', KNOT_SECRET: '' }));
      expect(message).toContain('KNOT_BASE_URL and KNOT_SECRET are set but empty');
    });

  test('an unknown CONFORMANCE_ name, with --sandbox too', () => {
    for (const sandbox of [true, false]) {
      const message = refusal(() => select({ ...KNOT, CONFORMANCE_TIMEOUT: SECRET }, { sandbox }));
      expect(message).toContain('CONFORMANCE_TIMEOUT is not a variable');
      expect(message).toContain('did you mean "CONFORMANCE_TIMEOUT_MS"?');
      expect(message).not.toContain(SECRET);
    }
    expect(refusal(() => select({ CONFORMANCE_ZZZ: '1' }))).toContain('CONFORMANCE_ALLOW_DELETE');
    expect(refusal(() => select({ CONFORMANCE_ALLOW_DELETE: '' }))).toContain(
      'CONFORMANCE_ALLOW_DELETE is set but empty',
    );
  });

  const slips = {
    KNOT_BASEURL: 'KNOT_BASE_URL',
    knot_base_url: 'KNOT_BASE_URL',
    KNOT_USER_ID: 'KNOT_USER_IDS',
    KNOT_OTHER_CLIENTID: 'KNOT_OTHER_CLIENT_ID',
    MASTERCARD_SIGNING_KEY_PASS: 'MASTERCARD_SIGNING_KEY_PASSWORD',
    PIGEON_TOKN: 'PIGEON_TOKEN',
  };
  for (const [slip, meant] of Object.entries(slips))
    test(`${slip} is refused with the nearest name and no value`, () => {
      const message = refusal(() => select({ [slip]: SECRET }));
      expect(message).toContain(`${slip} is not a variable`);
      expect(message).toContain(`did you mean "${meant}"?`);
      expect(message).not.toContain(SECRET);
    });

  test('a near name beside the known one is left alone, and so is what belongs to an application', () => {
    const theirs = {
      KNOT_BASEURL: 'x',
      KNOT_WEBHOOK_SECRET: 'x',
      KNOT_ENV: 'x',
      KNOT_API_VERSION: 'x',
      KNOTTY_TOKEN: '',
    };
    expect(select({ ...KNOT, ...theirs }).kind).toBe('configured');
  });
});

test.describe('somebody must have said that users may be deleted there', () => {
  const remote = { ...KNOT, KNOT_BASE_URL: 'https://staging.example/knot' };

  test('a host that is not loopback', () => {
    const message = refusal(() => select(remote));
    expect(message).toContain('KNOT_BASE_URL names staging.example');
    expect(message).toContain('CONFORMANCE_ALLOW_DELETE=1');
    expect(message).not.toContain('hazardous');
    expect(refusal(() => select(remote, { allowHazardous: true }))).toContain('--allow-hazardous');
    const production = { ...KNOT, KNOT_BASE_URL: 'https://production.vendor.example' };
    expect(refusal(() => select(production))).toContain('production host');
    // A full name ends with a dot, and is the same host in any case.
    const full = { ...KNOT, KNOT_BASE_URL: 'https://Production.Vendor.example.', CONFORMANCE_ALLOW_DELETE: '1' };
    expect(refusal(() => select(full))).toContain('production host');
  });

  test('the production host needs its own name as well, to the letter', () => {
    const production = { ...KNOT, KNOT_BASE_URL: 'https://production.vendor.example', CONFORMANCE_ALLOW_DELETE: '1' };
    expect(refusal(() => select(production))).toContain('CONFORMANCE_ALLOW_PRODUCTION=production.vendor.example');
    for (const word of ['1', 'vendor.example', 'https://production.vendor.example'])
      expect(refusal(() => select({ ...production, CONFORMANCE_ALLOW_PRODUCTION: word }))).toContain('production host');
    const named = { ...production, CONFORMANCE_ALLOW_PRODUCTION: 'production.vendor.example' };
    expect(select(named)).toMatchObject({ targets: [{ production: true }] });
  });

  test('is accepted with consent, and nothing else counts as consent', () => {
    expect(select({ ...remote, CONFORMANCE_ALLOW_DELETE: '1' })).toMatchObject({ targets: [{ loopback: false }] });
    for (const word of ['0', 'true', 'yes'])
      for (const environment of [remote, KNOT])
        expect(refusal(() => select({ ...environment, CONFORMANCE_ALLOW_DELETE: word }))).toContain('must be 1');
  });
});
