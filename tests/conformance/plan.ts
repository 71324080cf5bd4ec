import { printError } from '../../reporters/print.ts';
import { EXIT_CODE } from '../../reporters/render/text.ts';
import { rowsOfShard } from '../../src/run/shares.ts';
import { readLedger } from '../../src/run/ledger-file.ts';
import type { Selection } from '../../src/target/index.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import { boundary } from './boundary.ts';
import { knownFailures } from './known.ts';
import { targetFor } from './parts.ts';
import { selectTargets } from './selection.ts';
import { routeTo } from './way.ts';
import { defaultOrder, selects, type RunOrder } from './order.ts';
import { givenOrder } from './given-order.ts';
import { refusalOf } from './explain.ts';
import { publishPlan, type Plan, type PlannedTest } from './published.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { loadWhole, readCatalogue, type Catalogue } from './vendors.ts';

/**
 * Decides what is judged, from the order and the environment. Sends nothing.
 * @throws Problem with everything that a configuration can have wrong.
 */
async function makePlan(given: RunOrder): Promise<Omit<Plan, 'native'>> {
  const catalogue = readCatalogue();
  const { order, kind, names, notes } =
    given.replay === null ? ofTargets(given, catalogue) : await ofCassettes(given, given.replay);
  const chosen = await loadWhole(names, order.seed);
  if (order.replay === null && kind === 'configured') for (const vendor of chosen) checkWay(vendor, order);
  if (order.ledger !== null) readLedger(order.ledger);
  const judged = chosen.filter(({ requirements }) => requirements.some((row) => row.check && selects(order, row.id)));
  if (judged.length === 0) throw nothingSelected(order, chosen);
  const { notices } = knownFailures(order);
  const left = catalogue.incomplete.map(
    (name) => `${name} is left out: its folder in specs/ has not all of the four files yet.`,
  );
  const planned = judged.map((vendor) => ({
    vendor: vendor.name,
    kind,
    tests: testsOf(vendor, order),
  }));
  const shared = planned.filter(({ tests }) => order.shard === null || tests.length > 0);
  if (shared.length === 0) throw nothingShared(order);
  return {
    order,
    judged: shared,
    whole: judged.map(({ name }) => name),
    notices: [...notes, ...left, ...notices, headline(kind, judged, order)],
  };
}

/**
 * Makes the plan of this run and publishes it: by the order of the command, which a refusal ends with its sentence and
 * exit code 2, or of a native run from the environment alone.
 */
export async function planThisRun(): Promise<Plan> {
  const given = await givenOrder();
  const order = given ?? defaultOrder();
  try {
    const plan: Plan = { ...(await makePlan(order)), native: given === undefined };
    publishPlan(plan);
    return plan;
  } catch (error) {
    if (given) return refuse(error, order);
    if (!(error instanceof Problem)) throw error;
    const refusal = boundary.text(error.message);
    const plan: Plan = { order, native: true, judged: [], whole: [], notices: [], refusal };
    publishPlan(plan);
    return plan;
  }
}

/** Ends a run that cannot begin, with its sentence. */
export function refuse(error: unknown, { reportDir }: Pick<RunOrder, 'reportDir'>): never {
  printError(refusalOf(error, reportDir));
  process.exit(EXIT_CODE.invalid);
}

interface Chosen {
  readonly order: RunOrder;
  readonly kind: Selection['kind'];
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

/** What the environment and the options choose. */
function ofTargets(order: RunOrder, catalogue: Catalogue): Chosen {
  const selection = selectTargets(order, catalogue);
  const names = selection.kind === 'sandbox' ? selection.vendors : selection.targets.map(({ vendor }) => vendor);
  return { order, kind: selection.kind, names, notes: noticesOf(selection) };
}

/** What cassettes hold, whatever the environment configures. */
async function ofCassettes(given: RunOrder, dir: string): Promise<Chosen> {
  const { orderOfReplay, recordedVendors } = await import('./cassettes.ts');
  const recorded = recordedVendors(dir);
  const order = orderOfReplay(given, dir);
  const notes = [`Replaying ${dir}, recorded at ${order.startedAt}: nothing is sent anywhere.`];
  const kind = recorded.every((one) => one.kind === 'sandbox') ? 'sandbox' : 'configured';
  return { order, kind, names: recorded.map(({ vendor }) => vendor), notes };
}

/** What keeps a target from being reached is told before anything is sent. */
function checkWay(vendor: Vendor, { allowHazardous }: RunOrder): void {
  routeTo(targetFor(vendor, undefined, allowHazardous), vendor.profile);
}

function testsOf(vendor: Vendor, order: RunOrder): PlannedTest[] {
  const rows = rowsOfShard(selectedRows(vendor, order).filter(isExecuted), order.shard);
  const isShared = (text: string): boolean => rows.filter((row) => row.text === text).length > 1;
  // Two requirements may share their text, two tests of a file may not share their title.
  return rows.map(({ id, area, text }) => ({ id, area, title: isShared(text) ? `${text} (${id})` : text }));
}

function headline(kind: Selection['kind'], judged: readonly Vendor[], { seed, shard }: RunOrder): string {
  const names = judged.map(({ name }) => name).join(' and ');
  const share = shard ? `, shard ${String(shard.current)} of ${String(shard.total)}` : '';
  return `Judging ${kind === 'sandbox' ? `the embedded sandbox of ${names}` : names}, seed ${String(seed)}${share}.`;
}

function noticesOf(selection: Selection): string[] {
  if (selection.kind === 'configured') return [];
  const leftOut = selection.leftOut.map((name) => `${name} is left out: it has no embedded sandbox.`);
  return [...(selection.note ? [selection.note] : []), ...leftOut];
}

function nothingShared({ shard }: RunOrder): Problem {
  const { current = 0, total = 0 } = shard ?? {};
  return new Problem(
    `--shard ${String(current)}/${String(total)} has nothing to run: there are fewer requirements than shards, so use fewer.`,
  );
}

function nothingSelected({ grep }: RunOrder, chosen: readonly Vendor[]): Problem {
  const example = chosen[0]?.requirements.find(({ check }) => check)?.id ?? 'a requirement';
  return new Problem(
    `--grep ${JSON.stringify(grep)} matches no requirement that can be tested of ${chosen.map(({ name }) => name).join(' or ')}: ` +
      `it must match an id such as ${example}.`,
  );
}
