import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemClock, virtualClock } from '../../../src/clock.ts';
import { serveSandbox, type Sandbox } from '../../../src/sandbox/index.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { judgeSandbox, type Run } from '../run/in-process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the lines of a script printed: status and label. */
export type Printed = readonly { readonly label: string; readonly status: string }[];

/** One run against an implementation, which is then served for the scripts of its report. */
export interface Judged {
  readonly results: Results;
  /** Runs the script of a requirement against the same implementation. */
  readonly run: (result: RequirementResult) => Promise<Printed>;
  /** Runs one curl line of a report against the same implementation. Returns the status, or what bash printed. */
  readonly curl: (line: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Judges a sandbox in this process and serves the same one. */
export async function judgeAndServe(
  create: (clock: ReturnType<typeof virtualClock>) => Promise<Sandbox>,
  run: Run,
): Promise<Judged> {
  const clock = virtualClock();
  let isServed = false;
  // Scripts sign with the time of this machine.
  const sandbox = await create({ ...clock, now: () => (isServed ? systemClock.now() : clock.now()) });
  const results = await judgeSandbox(sandbox, clock, run);
  isServed = true;
  const served = await serveSandbox(sandbox, { port: 0 });
  const env = sandbox.vendor.toUpperCase();
  const variables = {
    ...sandbox.environment,
    ...given(run.environment),
    [`${env}_BASE_URL`]: served.baseUrl,
    BASE_URL: served.baseUrl,
  };
  return {
    results,
    run: async ({ reproduce }) => printed(await bash(reproduce?.script ?? 'exit 1', variables)),
    curl: async (line) => {
      const [base = ''] = results.targets.map(({ baseUrl }) => baseUrl);
      const out = await bash(line.replaceAll(base, served.baseUrl), variables);
      return /^HTTP\/\S+ (\d{3})/.exec(out)?.[1] ?? out;
    },
    close: () => served.close(),
  };
}

/** Nobody waits here: what a pause is for, the virtual clock of the implementation has done. */
const NO_PAUSES = 'sleep() { :; }\n';

function bash(script: string, variables: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = execFile('bash', { cwd: ROOT, env: { PATH, HOME, ...variables } }, (error, out, err) => {
      if (error || err.trim() !== '') reject(new Error(`${err || error?.message}\n${out}\n${script}`));
      else resolve(out);
    });
    child.stdin?.end(NO_PAUSES + script);
  });
}

function printed(out: string): Printed {
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, status = '', label = ''] = /^(\d{3}) {2}(.*?) {2}/.exec(line) ?? [];
      return { label, status };
    });
}

/** Variables that are set. */
const given = (environment: Run['environment'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
