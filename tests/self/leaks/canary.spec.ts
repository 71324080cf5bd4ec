import { join } from 'node:path';
import { expect } from '@playwright/test';
import { leaksIn, outputs, test } from './fixtures.ts';
import { MOODS } from './moods.ts';
import { runNatively } from './native.ts';
import { LONG, SLOW } from '../part.ts';

const REQUIREMENTS =
  'user-with-|deleted-user-is-gone|signature-is-refused|unknown-user|second-deletion|hold-no-secrets|keeps-the-contract';

/** Each way to echo a secret once: the runner starts a new worker after every failure. */
const NATIVE_REQUIREMENTS = [
  'knot/user-with-(slashes|query|letters|emoji|quotes)',
  'knot/(deleted-user-is-gone|responses-hold-no-secrets)',
  // Not the requirement about all answers: without our reporter, it has the whole catalogue judged, a request at a time.
  'mastercard/(deleted-user-is-gone|unknown-user)',
].join('|');

test('no output of the command tells a secret, whatever the target does', SLOW, async ({ planted, targets, gate }) => {
  const summary = join(gate.folder, 'step-summary.md');
  const variables = { ...targets.variables, GITHUB_STEP_SUMMARY: summary };
  const ended = await gate.run(['--grep', REQUIREMENTS], variables).ended;
  expect(ended.code, ended.err).toBe(1);
  const files = outputs(gate.folder, ended);
  const report = ['results.json', 'index.html', 'junit.xml', 'summary.md', 'badge.json'];
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([...report.map((name) => join('conformance-report', name)), 'step-summary.md']),
  );
  expect(leaksIn(planted, files)).toEqual([]);

  // Else nothing would have been driven that could have leaked.
  const moods = [...Object.keys(MOODS), 'pass'];
  expect([...targets.shown.mastercard].sort()).toEqual(moods.toSorted());
  expect([...targets.shown.knot].sort()).toEqual(moods.filter((mood) => mood !== 'base64url').sort());
  const { requirements } = await gate.results();
  const verdictOf = (slug: string) => requirements.find(({ id }) => id === `knot/${slug}`)?.verdict;
  expect(verdictOf('user-with-blanks-is-deletable')).toBe('pass');
  const judged = ['slashes', 'percent-signs', 'plus-signs', 'markup', 'quotes'].map((what) =>
    verdictOf(`user-with-${what}-is-deletable`),
  );
  // Which of the moods each of them meets depends on the order of the requests.
  expect(judged.filter((verdict) => verdict === 'fail').length).toBeGreaterThanOrEqual(3);
  expect(judged).not.toContain('pass');
  expect(verdictOf('responses-hold-no-secrets')).toBe('fail');
  expect(JSON.stringify(requirements)).toContain('[redacted:$KNOT_SECRET]');
});

test('nor do Playwright’s own reports of a native run', LONG, async ({ planted, targets, gate }) => {
  const said = await runNatively(gate.folder, NATIVE_REQUIREMENTS, targets.variables);
  const files = outputs(gate.folder, said);
  const names = [...files.keys()];
  // The reports themselves, and what is packed in them.
  for (const part of [/^html\/index\.html$/, /^html\/index\.html > .*\.json$/, /^blob\/.*\.zip > .*\.jsonl$/])
    expect(
      names.filter((name) => part.test(name)),
      String(part),
    ).not.toEqual([]);
  const reported = names.filter((name) => files.get(name)?.includes('secret $KNOT_SECRET'));
  expect(reported, 'the search reads where a verdict names what was told').toEqual(
    expect.arrayContaining([
      'stdout',
      expect.stringMatching(/^html\/.*json$/),
      expect.stringMatching(/^blob\/.*jsonl$/),
    ]),
  );
  expect(leaksIn(planted, files)).toEqual([]);
});

test.describe('with a secret in the query of the base URL', () => {
  test.use({ withQuery: true });

  test('no output of the command tells it', async ({ planted, targets, gate }) => {
    const own = Object.entries(targets.variables).filter(([name]) => !name.startsWith('MASTERCARD_'));
    const ended = await gate.run(['--grep', 'unknown-|is-refused|hold-no-secrets'], Object.fromEntries(own)).ended;
    expect([1, 3], ended.err).toContain(ended.code);
    expect(leaksIn(planted, outputs(gate.folder, ended))).toEqual([]);
  });
});

test('nor does a shard that leaves its share for the merge', SLOW, async ({ planted, targets, gate }) => {
  const ended = await gate.run(
    ['--grep', 'user-with-[lemq]|mastercard/unknown-user', '--shard', '1/1'],
    targets.variables,
  ).ended;
  expect(ended.code, ended.err).toBe(0);
  expect(leaksIn(planted, outputs(gate.folder, ended))).toEqual([]);
});

test('nor does a refusal', SLOW, async ({ planted, targets: { variables }, gate }) => {
  const { texts } = planted;
  const [password, clientPassword] = [texts['key password'], texts['client key password']];
  const url = variables['KNOT_BASE_URL'] ?? '';
  const wrong: Record<string, string>[] = [
    { MASTERCARD_SIGNING_KEY_PASSWORD: clientPassword },
    { MASTERCARD_CLIENT_KEY_PASSWORD: password },
    { KNOT_BASE_URL: `${url}/#${encodeURIComponent(texts['query of Knot'])}` },
    { KNOT_BASE_URL: url.replace(/127[^/]*/, '[not-a-host]') },
    { KNOT_HEADERS: texts.KNOT_HEADERS },
    { KNOT_SECRET: '', KNOT_SECRETS: texts.KNOT_SECRET },
  ];
  const runs = wrong.map((change) => gate.run([], { ...variables, ...change }).ended);
  for (const ended of await Promise.all(runs)) {
    expect(ended.code, ended.err).toBe(2);
    expect(leaksIn(planted, outputs(gate.folder, ended))).toEqual([]);
  }
});
