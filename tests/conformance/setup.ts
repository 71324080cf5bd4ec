import type { FullConfig } from '@playwright/test';
import { prepareReportFolder } from '../../reporters/folder.ts';
import { systemClock } from '../../src/exchange/clock.ts';
import { createContext, newRunPrefix, surroundingsOf } from '../../src/run/context.ts';
import { createDesk } from '../../src/run/desk.ts';
import { serveDesks } from '../../src/run/desk-remote.ts';
import { lastLook } from '../../src/run/last-look.ts';
import { preflight } from '../../src/run/preflight.ts';
import { isHeldBack } from '../../src/run/special.ts';
import { SANDBOXES, serveSandbox } from '../../src/sandbox/index.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import { mailbox } from './mailbox.ts';
import type { Plan } from './plan.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { publishShared, runParts, type SandboxVariables } from './shared.ts';
import { readRun } from './worker.ts';

type CleanUp = () => Promise<void>;

/**
 * In the run's main process, before the first test: starts the sandboxes, looks at each target once, and opens the desk
 * that all workers share. Answers the teardown: one last look at every user, and an end to whatever was started.
 */
export default async function setUp(config: FullConfig): Promise<CleanUp> {
  const { plan, vendors } = await readRun();
  if (plan.refusal !== undefined) throw stackless(plan.refusal);
  prepareReportFolder(plan.order.reportDir);
  const projects = config.filteredProjects.map(({ name }) => name);
  const judged = vendors.filter(({ name }) => projects.includes(name));
  const cleanUps: CleanUp[] = [];
  const cleanUp = async () => {
    for (const step of cleanUps.splice(0).reverse()) await step();
  };
  let interrupted = false;
  let ready = false;
  // The runner takes no teardown from a set-up that a signal cut short.
  process.once('SIGINT', () => {
    interrupted = true;
    if (!ready) void cleanUp();
  });
  try {
    const sandboxes: SandboxVariables = {};
    for (const vendor of judged)
      if (plan.judged.some(({ vendor: name, kind }) => name === vendor.name && kind === 'sandbox'))
        sandboxes[vendor.name] = await startSandbox(vendor, cleanUps);
    const runPrefix = newRunPrefix();
    await Promise.all(judged.map((vendor) => openDesk(vendor, plan, { runPrefix, sandboxes })));
    const served = await serveDesks(Object.fromEntries([...mailbox].map(([name, { desk }]) => [name, desk])));
    // Whoever stops a run wants it to stop: nothing more is sent, and the report names the users who are left.
    cleanUps.push(served.close, async () => (interrupted ? undefined : lookOnceMore()));
    publishShared({ desks: served.url, runPrefix, sandboxes });
    ready = true;
    return cleanUp;
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function startSandbox({ name, profile }: Vendor, cleanUps: CleanUp[]): Promise<Record<string, string>> {
  const create = SANDBOXES[name];
  if (!create) throw new Error(`There is no sandbox of ${name}.`);
  const sandbox = await create({ clock: systemClock });
  cleanUps.push(() => sandbox.dispose());
  const served = await serveSandbox(sandbox, { port: 0 });
  cleanUps.push(() => served.close());
  return { ...sandbox.environment, ...sandbox.defaults, [`${profile.env}_BASE_URL`]: served.baseUrl };
}

/** Looks at the target before any row does, and sets up what the rows of all workers share. */
async function openDesk(vendor: Vendor, plan: Plan, shared: Parameters<typeof runParts>[2]): Promise<void> {
  const parts = runParts(plan, vendor, shared);
  const { target, allowHazardous } = parts;
  const { standing, findings, users } = await preflight(surroundingsOf(parts));
  const rows = selectedRows(vendor, plan.order).filter(
    (row) => isExecuted(row) && !isHeldBack(row, target, allowHazardous),
  );
  const desk = createDesk({ target, rows, standing });
  await desk.note(users);
  mailbox.set(vendor.name, { context: createContext(parts, desk), desk, standing, findings });
}

/** Nobody comes back, and nobody else is missing: the phase of its own after the last check. */
async function lookOnceMore(): Promise<void> {
  await Promise.all(
    [...mailbox.values()].map(async (entry) => {
      entry.last = await lastLook(entry.context, entry.standing, entry.desk.users());
    }),
  );
}

/** What an operator configured wrongly does not stand in a stack of ours. */
function stackless(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
