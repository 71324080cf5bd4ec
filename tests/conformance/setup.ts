import type { FullConfig } from '@playwright/test';
import { prepareReportFolder } from '../../reporters/folder.ts';
import { systemClock } from '../../src/exchange/clock.ts';
import { serveMethods } from '../../src/exchange/rpc.ts';
import type { Deck } from '../../src/run/cassette/deck.ts';
import { LIVE } from '../../src/run/cassette/live.ts';
import { newRunPrefix, sharedBy, surroundingsOf, type RunParts } from '../../src/run/context.ts';
import { allotBadCredentials } from '../../src/run/credential-allotment.ts';
import { createDesk } from '../../src/run/desk.ts';
import { createDocket, type Docket } from '../../src/run/docket.ts';
import { probed, rowsOfShard, sharesOf } from '../../src/run/shares.ts';
import { isHeldBack } from '../../src/run/special.ts';
import { SANDBOXES } from '../../src/sandbox/vendors.ts';
import type { Environment } from '../../src/target/index.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { withKnownFailure } from './known.ts';
import { fillMailbox, mailbox, mailboxFilled } from './mailbox.ts';
import { ownFiles } from './order.ts';
import { runParts, type Shared } from './parts.ts';
import { refuse } from './plan.ts';
import { publishedPlan, publishJudge, type Plan } from './published.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { loadJudged } from './vendors.ts';
import { sharedManners } from './way.ts';

/** Rows that are under way together: somebody else's machine is asked with more restraint. */
const AT_ONCE_ON_LOOPBACK = 12;
const AT_ONCE_ELSEWHERE = 2;

type CleanUp = () => Promise<void>;

/**
 * In the run's main process, before the first test: starts the sandboxes and begins to look at each target once; the rows
 * wait until that is done. Answers the teardown: one last look at every user, and an end to whatever was started.
 */
export default async function setUp(config: FullConfig): Promise<CleanUp> {
  const plan = publishedPlan();
  if (!plan) throw new Error('This set-up belongs to playwright.config.ts at the root of the repository.');
  if (plan.refusal !== undefined) throw stackless(plan.refusal);
  prepareReportFolder(plan.order.reportDir, ownFiles(plan.order));
  const projects = config.filteredProjects.map(({ name }) => name);
  const judged = (await loadJudged(plan)).filter(({ name }) => projects.includes(name));
  const cleanUps: CleanUp[] = [];
  if (plan.order.replay !== null) cleanUps.push(await closed());
  const cleanUp = async () => {
    for (const step of cleanUps.splice(0).reverse()) await step();
  };
  const stop = new AbortController();
  let ready = false;
  // The runner takes no teardown from a set-up that a signal cut short.
  process.once('SIGINT', () => {
    stop.abort();
    for (const { docket } of mailbox.values()) docket.close();
    if (!ready) void cleanUp();
  });
  try {
    const sandboxes: Record<string, Environment> = {};
    for (const vendor of judged)
      if (plan.order.replay === null && isSandbox(vendor, plan))
        sandboxes[vendor.name] = await startSandbox(vendor, cleanUps);
    const shared = { runPrefix: newRunPrefix(), sandboxes, signal: stop.signal, ...sharedManners(plan.order.manners) };
    // The runner starts its worker meanwhile.
    const opened = Promise.all(judged.map((vendor) => openDesk(vendor, plan, shared))).catch(async (error: unknown) => {
      await cleanUp();
      refuse(error);
    });
    fillMailbox(opened);
    const judge = async (vendor: string, id: string) => {
      await mailboxFilled();
      return withKnownFailure(await docketOf(vendor).report(id), plan.order);
    };
    const served = await serveMethods({ judge });
    cleanUps.push(served.close);
    publishJudge(served.url);
    ready = true;
    return async () => {
      await opened;
      try {
        // The report of a run that was stopped names the users who are left.
        if (!stop.signal.aborted) await lookOnceMore();
      } finally {
        await cleanUp();
      }
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

const isSandbox = ({ name }: Vendor, { judged }: Plan): boolean =>
  judged.some(({ vendor, kind }) => vendor === name && kind === 'sandbox');

/** Closes the network for a replay; answers what opens it again. */
async function closed(): Promise<CleanUp> {
  const { closeNetwork } = await import('../../src/exchange/cassette/wall.ts');
  const open = await closeNetwork();
  return async () => open();
}

async function startSandbox({ name, profile }: Vendor, cleanUps: CleanUp[]): Promise<Record<string, string>> {
  const create = SANDBOXES[name];
  if (!create) throw new Error(`There is no sandbox of ${name}.`);
  const { serveSandbox } = await import('../../src/sandbox/serve.ts');
  const sandbox = await create({ clock: systemClock });
  cleanUps.push(() => sandbox.dispose());
  const served = await serveSandbox(sandbox, { port: 0 });
  cleanUps.push(() => served.close());
  return { ...sandbox.environment, ...sandbox.defaults, [`${profile.env}_BASE_URL`]: served.baseUrl };
}

/** Looks at the target before any row does, and sets up what the rows of all workers share. */
async function openDesk(vendor: Vendor, plan: Plan, shared: Shared): Promise<void> {
  const { shard } = plan.order;
  const all = selectedRows(vendor, plan.order).filter(isExecuted);
  const { deck, parts } = await deckFor(plan, vendor, all, shared);
  const { target, allowHazardous } = parts;
  const heldBack = (row: Requirement) => isHeldBack(row, target, allowHazardous);
  const share =
    shard && sharesOf({ rows: all, isHeldBack: heldBack, vendor, target, total: shard.total })[shard.current - 1];
  const tried = share ? { ...parts, target: probed(target, share) } : parts;
  const surroundings = surroundingsOf(tried);
  const { standing, findings, users } = await deck.preflight(surroundings);
  const rows = rowsOfShard(all, shard);
  const sent = rows.filter((row) => !heldBack(row));
  const desk = createDesk({ target: { ...target, ...share }, rows: sent, standing, ...sharedBy(surroundings) });
  allotBadCredentials(surroundings, all, shard ?? undefined);
  await desk.note(users);
  // With the ids that the preflight has claimed: what it left behind is cleaned up, too.
  const context = { ...surroundings, target, desk };
  const atOnce = target.loopback ? AT_ONCE_ON_LOOPBACK : AT_ONCE_ELSEWHERE;
  const docket = createDocket({ rows, judge: (row) => deck.judge(row, context), atOnce });
  const probes = users.map(({ id }) => id);
  if (shared.signal.aborted) docket.close();
  mailbox.set(vendor.name, { context, desk, docket, deck, standing, findings, probes });
}

/** How a vendor's part of a run talks to its target, and what it is made of. Most runs have no use for cassettes. */
async function deckFor(
  plan: Plan,
  vendor: Vendor,
  rows: readonly Requirement[],
  shared: Shared,
): Promise<{ deck: Deck; parts: RunParts }> {
  const live = () => runParts(plan, vendor, shared);
  const { record, replay } = plan.order;
  if (record === null && replay === null) return { deck: LIVE, parts: live() };
  const { tapedDeck } = await import('./cassettes.ts');
  return tapedDeck(plan, vendor, rows, live);
}

function docketOf(vendor: string): Docket {
  const docket = mailbox.get(vendor)?.docket;
  if (docket) return docket;
  throw new Error(`This run judges no vendor named ${JSON.stringify(vendor)}.`);
}

/** Nobody comes back, and nobody else is missing: the phase of its own after the last check. */
async function lookOnceMore(): Promise<void> {
  await Promise.all(
    [...mailbox.values()].map(async (entry) => {
      entry.last = await entry.deck.lastLook(entry.context, entry.standing, entry.desk.users());
    }),
  );
}

/** What an operator configured wrongly does not stand in a stack of ours. */
function stackless(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
