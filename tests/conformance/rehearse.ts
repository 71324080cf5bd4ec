import { visible } from '../../reporters/render/hostile.ts';
import type { Redacted } from '../../src/evidence/redacted.ts';
import { dryRun, type DryRun, type Intended } from '../../src/run/dry-run.ts';
import { SANDBOXES } from '../../src/sandbox/index.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { RunOrder } from './order.ts';
import { boundary } from './boundary.ts';
import { targetFor } from './parts.ts';
import { selectedRows } from './rows.ts';
import { selectTargets } from './selection.ts';
import { loadWhole } from './vendors.ts';

const LONGEST_BODY = 160;

/**
 * `--dry-run`: tells every request that a run would send to the configured targets, and how many users it would take.
 * Contacts nothing, writes nothing.
 * @throws Problem where nothing is configured, or a vendor has no sandbox to rehearse against
 */
export async function rehearse(order: RunOrder, print: (line: Redacted<string>) => void): Promise<void> {
  const tell = (line: string): void => print(boundary.text(line));
  const selection = selectTargets(order);
  if (selection.kind === 'sandbox')
    throw new Problem('--dry-run tells what a configured target would be sent, and none is: set its variables.');
  const names = selection.targets.map(({ vendor }) => vendor);
  const without = names.find((name) => !(name in SANDBOXES));
  if (without !== undefined)
    throw new Problem(`--dry-run rehearses against the embedded sandbox, and ${without} has none.`);
  for (const vendor of await loadWhole(names, order.seed)) {
    const target = targetFor(vendor, undefined, order.allowHazardous);
    const makeSandbox = SANDBOXES[vendor.name];
    if (!makeSandbox) continue;
    const { seed, allowHazardous } = order;
    const rows = selectedRows(vendor, order);
    const done = await dryRun({
      vendor,
      target,
      rows,
      seed,
      allowHazardous,
      boundary,
      makeSandbox: (clock) => makeSandbox({ clock }),
    });
    tellAll(vendor.name, done, tell);
  }
}

function tellAll(vendor: string, { requests, users, heldBack }: DryRun, tell: (line: string) => void): void {
  tell(`What ${vendor} would be sent, if it answered as documented:`);
  let by = '';
  for (const [at, request] of requests.entries()) {
    if (request.by !== by) tell(request.by);
    by = request.by;
    tell(line(at + 1, request));
  }
  const deleted = `${users.deleted} deleted on the way, the rest at the end`;
  const who = [
    ...(users.created > 0 ? [`${users.created} users created (${deleted})`] : []),
    ...(users.offered > 0 ? [`${users.offered} offered users used, ${users.deleted} of them deleted`] : []),
  ];
  const held = heldBack > 0 ? `; ${heldBack} requirements held back as hazardous` : '';
  tell(`${vendor}: ${requests.length} requests; ${who.join('; ') || 'no user'}${held}. Nothing was sent.`);
}

function line(number: number, { method, url, body }: Intended): string {
  const text = visible(body).replace(/\s+/g, ' ');
  const cut = text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… (${body.length} characters)` : text;
  return `  ${String(number).padStart(4)}  ${method} ${url}${cut === '' ? '' : `  ${cut}`}`;
}
