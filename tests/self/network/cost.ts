import { readFile } from 'node:fs/promises';
import { virtualClock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { dryRun, type DryRun, type DryRunParts } from '../../../src/run/dry-run.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { keysOnce, loadOnce } from '../run/in-process.ts';

/** The page that says where the requests of a run go. */
export const PAGE = new URL('../../../docs/network.md', import.meta.url);

/** What stands around the table in the page. */
export const MARKS = ['<!-- cost: written by `npm run cost` -->', '<!-- cost: end -->'] as const;

/** A column: a vendor, and whether its target is on this machine. */
interface Column {
  readonly vendor: 'knot' | 'mastercard';
  readonly isElsewhere: boolean;
}

export const COLUMNS: readonly Column[] = [
  { vendor: 'knot', isElsewhere: false },
  { vendor: 'knot', isElsewhere: true },
  { vendor: 'mastercard', isElsewhere: false },
  { vendor: 'mastercard', isElsewhere: true },
];

type Request = DryRun['requests'][number];

const isBetween = ({ by }: Request): boolean => by !== 'before all' && by !== 'after all';

/** The rows: each request belongs to the first that takes it. */
const ROWS: readonly (readonly [what: string, takes: (request: Request) => boolean])[] = [
  ['before the first requirement', ({ by }) => by === 'before all'],
  ['looks at everybody after the last one', ({ by, role }) => by === 'after all' && role === 'observe'],
  ['clean-up', ({ by }) => by === 'after all'],
  ['controls: right credentials, an id that nobody has', ({ role }) => role === 'control'],
  ['faulty requests', ({ role }) => role === 'fault'],
  ['deletions that are judged', ({ role }) => role === 'act'],
  ['looks at users', ({ role }) => role === 'observe'],
  ['set-up: users, first deletions, first uses of a nonce', isBetween],
];

/** What one column comes to: a number for each row, for all of them, and for the users. */
export interface Cost {
  readonly rows: Readonly<Record<string, number>>;
  /** The requirements that send most, and how many requests each sends. */
  readonly dearest: readonly (readonly [requirement: string, requests: number])[];
}

const ALL = '**all requests**';
const USERS = '**users created**';
const DEAREST = 5;

/** Rehearses the whole catalogue of a vendor and counts what would be sent. */
export async function costOf({ vendor: name, isElsewhere }: Column): Promise<Cost> {
  const vendor = await loadOnce(name);
  const { env } = vendor.profile;
  const sandbox = await sandboxOf(name, virtualClock());
  const where = isElsewhere ? 'https://staging.example' : 'http://127.0.0.1:4010';
  const around = { [`${env}_BASE_URL`]: `${where}${sandbox.basePath}`, CONFORMANCE_ALLOW_DELETE: '1' };
  const target = readTarget(vendor.profile, { ...sandbox.environment, ...around }, 'configured', name);
  const requirements = vendor.requirements.filter(({ check }) => check !== undefined);
  const makeSandbox = (clock: Parameters<NonNullable<DryRunParts['makeSandbox']>>[0]) => sandboxOf(name, clock);
  const parts = { vendor, target, requirements, makeSandbox, seed: 1, allowHazardous: false };
  const { requests, users } = await dryRun(parts);
  const rows: Record<string, number> = Object.fromEntries(ROWS.map(([what]) => [what, 0]));
  const by = new Map<string, number>();
  for (const request of requests) {
    const [what = ''] = ROWS.find(([, takes]) => takes(request)) ?? [];
    rows[what] = (rows[what] ?? 0) + 1;
    if (isBetween(request)) by.set(request.by, (by.get(request.by) ?? 0) + 1);
  }
  const dearest = [...by].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, DEAREST);
  return { rows: { ...rows, [ALL]: requests.length, [USERS]: users.created }, dearest };
}

async function sandboxOf(
  vendor: Column['vendor'],
  clock: Parameters<NonNullable<DryRunParts['makeSandbox']>>[0],
): Promise<Sandbox> {
  if (vendor === 'knot') return createKnotSandbox({ clock });
  return createMastercardSandbox({ clock, credentials: await keysOnce() });
}

/** The table and the sentence under it, as they stand in the page. */
export function textOf(costs: readonly Cost[]): string {
  const names = COLUMNS.map(({ vendor, isElsewhere }) => `${vendor}${isElsewhere ? ', elsewhere' : ', loopback'}`);
  const lines = Object.keys(costs[0]?.rows ?? {}).map((what) => [what, ...costs.map(({ rows }) => String(rows[what]))]);
  const table = [['what for', ...names], ['---', ...names.map(() => '---')], ...lines];
  const dearest = COLUMNS.flatMap(({ vendor, isElsewhere }, at) => {
    const few = costs[at]?.dearest.map(([id, count]) => `\`${id.slice(vendor.length + 1)}\` (${count})`);
    return isElsewhere || !few ? [] : [`Most are sent by these requirements of ${vendor}: ${few.join(', ')}.`];
  });
  return [table.map((cells) => `| ${cells.join(' | ')} |`).join('\n'), ...dearest].join('\n\n');
}

/** The numbers of the page, by row. */
export async function statedCosts(): Promise<Readonly<Record<string, readonly number[]>>> {
  const [, , rest = ''] = (await readFile(PAGE, 'utf8')).split(/(<!-- cost: written.*-->)/);
  const [table = ''] = rest.split(MARKS[1]);
  const cells = [...table.matchAll(/^\|(.*)\|$/gm)].map(([, line = '']) => line.split('|').map((cell) => cell.trim()));
  return Object.fromEntries(cells.slice(2).map(([what = '', ...numbers]) => [what, numbers.map(Number)]));
}
