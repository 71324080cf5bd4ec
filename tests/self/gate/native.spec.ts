import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Results } from '../../../src/verdict/results.ts';
import { ended, test, type Ended, type Gate } from './child.ts';
import { servePigeon } from './pigeon.ts';
import { LONG, SLOW } from '../part.ts';

// `npx playwright test` judges by the same run object as the command.

const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('../../../playwright.config.ts', import.meta.url));

function native(gate: Gate, options: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ended> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: gate.folder, TMPDIR: gate.temporary, ...variables };
  const command = [CLI, 'test', '--config', CONFIG, ...options];
  return ended(spawn(process.execPath, command, { cwd: gate.folder, env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

const judged = ({ requirements }: Results) =>
  requirements.map(({ id, level, area, verdict, reason, expected }) => ({
    id,
    level,
    area,
    verdict,
    reason,
    expected,
  }));

/** What the runner's own JSON reporter lists: suites within suites. */
interface Listed {
  readonly suites?: readonly Listed[];
  readonly specs?: readonly { readonly ok: boolean; readonly tags: readonly string[] }[];
}

const notOk = ({ suites = [], specs = [] }: Listed): string[] =>
  [
    ...specs.filter(({ ok }) => !ok).flatMap(({ tags }) => tags.map((tag) => tag.replace(/^@/, ''))),
    ...suites.flatMap(notOk),
  ].sort();

test('every requirement of both vendors gets the verdict that the command gives', LONG, async ({ gate }) => {
  const command = await gate.run(['--sandbox', '--seed', '7', '--report', 'by-command']).ended;
  const options = { CONFORMANCE_OPTIONS: '--sandbox --seed 7 --report by-runner' };
  const runner = await native(gate, [], options);
  expect([command.code, runner.code], command.err + runner.err).toEqual([0, 0]);
  const [one, other] = [await gate.results('by-command'), await gate.results('by-runner')];
  expect(judged(other)).toEqual(judged(one));
  expect(one.requirements.length).toBeGreaterThan(200);
  const whole = ({ outcome, counts, partial, options }: Results) => ({ outcome, counts, partial, options });
  expect(whole(other)).toEqual(whole(one));
});

test(
  'a requirement that is judged at the end of the run brings with it what it is judged by',
  SLOW,
  async ({ gate }) => {
    const pigeon = await servePigeon();
    try {
      const { code, out, err } = await native(gate, ['--grep', '@pigeon/no-other-status'], pigeon.variables);
      const { requirements, partial } = await gate.results();
      expect(requirements.map(({ id, verdict }) => [id, verdict])).toEqual([['pigeon/no-other-status', 'pass']]);
      expect(partial).not.toBeNull();
      expect(out).toContain('partial: a selection only.');
      // The selected tests passed; that is all that the runner says.
      expect(code, err).toBe(0);
    } finally {
      await pigeon.close();
    }
  },
);

test(
  'a nonconformant target fails the tests of the requirements that it breaks, and no other',
  SLOW,
  async ({ gate }) => {
    const pigeon = await servePigeon(false);
    try {
      const options = ['--report', 'by-command'];
      const command = await gate.run(options, pigeon.variables).ended;
      const { code, out } = await native(gate, ['--reporter', 'json'], pigeon.variables);
      expect([command.code, code]).toEqual([1, 1]);
      const { requirements } = await gate.results('by-command');
      const broken = requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
      expect(broken.length).toBeGreaterThan(0);
      expect(notOk(JSON.parse(out) as Listed)).toEqual(broken.sort());
    } finally {
      await pigeon.close();
    }
  },
);
