import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { SLOW } from '../part.ts';
import { test, type Gate } from './child.ts';
import { servePigeon, type Pigeon } from './pigeon.ts';

// The lying pigeon breaks two requirements and leaves a third without an answer: a selection keeps to the two.
const SELECTION = ['--grep', 'member-is-gone|members-stay-gone|unknown-member', '--partial'];
const BROKEN = ['pigeon/member-is-gone', 'pigeon/erased-members-stay-gone'];

/** A list of known failures in the run's folder. */
async function list(gate: Gate, ids: readonly string[], expires = '9999-12-31'): Promise<string[]> {
  const entry = (id: string) =>
    `- requirement: "${id}"\n  reason: Erasure is a stub.\n  link: https://example.com/issues/7\n  expires: ${expires}\n`;
  await writeFile(join(gate.folder, 'known.yaml'), ids.map(entry).join(''));
  return ['--known-failures', 'known.yaml'];
}

let lying: Pigeon;
test.beforeAll(async () => void (lying = await servePigeon(false)));
test.afterAll(() => lying.close());

test('listed and failing: does not gate, and every format says that it is known', SLOW, async ({ gate }) => {
  const { code, out, err } = await gate.run([...SELECTION, ...(await list(gate, BROKEN))], lying.variables).ended;
  expect(code, out + err).toBe(0);
  const { requirements, knownFailures, headline, counts } = await gate.results();
  const known = requirements.filter(({ knownFailure }) => knownFailure);
  expect(known.map(({ id, verdict }) => [id, verdict])).toEqual(BROKEN.map((id) => [id, 'fail']));
  expect(knownFailures.map(({ id, state }) => [id, state])).toEqual(BROKEN.map((id) => [id, 'failing']));
  expect(counts.fail).toBe(2);
  expect(headline).toMatch(/^Conformant apart from known failures: .*0 failed, .*2 known to fail/);
  expect(out).toMatch(/^\[\d\/\d\] ✗ pigeon\/member-is-gone fail \(known failure\)$/m);
  expect(out).toContain('✗ fail  pigeon/member-is-gone  MUST  (known failure: does not gate)');
  const report = async (name: string) => readFile(join(gate.folder, 'conformance-report', name), 'utf8');
  expect(await report('junit.xml')).toMatch(
    /failures="0" errors="0"[\s\S]*<skipped type="known-failure" message="known failure/,
  );
  expect(await report('summary.md')).toContain('known failure\\: does not gate. Erasure is a stub.');
  expect(await report('index.html')).toContain('fails as known');
  expect(JSON.parse(await report('badge.json'))).toMatchObject({
    message: 'conformant, 2 known failures (partial)',
    color: 'blue',
  });
});

test('failing, but one of them not listed or expired: gates', SLOW, async ({ gate }) => {
  const [first = ''] = BROKEN;
  const one = await gate.run([...SELECTION, ...(await list(gate, [first]))], lying.variables).ended;
  expect(one.code, one.err).toBe(1);
  const expired = await gate.run([...SELECTION, ...(await list(gate, BROKEN, '2020-02-29'))], lying.variables).ended;
  expect(expired.code).toBe(1);
  expect(expired.out).toContain(`known.yaml:1: the known failure "${first}" expired on 2020-02-29 and is ignored.`);
  expect((await gate.results()).knownFailures.map(({ state }) => state)).toEqual(['expired', 'expired']);
});

test(
  'listed and passing: gates, and says what to do; a glob only when none of its matches fails',
  SLOW,
  async ({ gate }) => {
    const passing = [...BROKEN, 'pigeon/unknown-member-*'];
    const { code, out } = await gate.run([...SELECTION, ...(await list(gate, passing))], lying.variables).ended;
    expect(code).toBe(1);
    expect(out).toMatch(/listed as a known failure, but passes: remove it from the list/);
    expect(await readFile(join(gate.folder, 'conformance-report', 'junit.xml'), 'utf8')).toContain(
      '<failure type="known-failure"',
    );
    const glob = await gate.run([...SELECTION, ...(await list(gate, ['pigeon/*']))], lying.variables).ended;
    expect(glob.code).toBe(0);
  },
);

test(
  'entries outside the selection are ignored, one that names nothing is refused by file and line',
  SLOW,
  async ({ gate }) => {
    const outside = await list(gate, [...BROKEN, 'pigeon/wrong-token-*']);
    expect((await gate.run([...SELECTION, ...outside], lying.variables).ended).code).toBe(0);
    expect((await gate.results()).knownFailures.at(-1)).toMatchObject({ state: 'unselected' });
    const { code, out, err } = await gate.run(await list(gate, [...BROKEN, 'pigeon/member-is-gon']), lying.variables)
      .ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      'known.yaml:9: "pigeon/member-is-gon" is not a requirement, did you mean "pigeon/member-is-gone"?\n',
    );
  },
);
