import type { VendorDryRun } from '../../src/session/dry-run.ts';
import { approximateTime } from '../run-status.ts';
import { word } from './sanitize.ts';

const LONGEST_BODY = 160;

/** Every request that a run would send, by requirement, and how many users it would take. */
export function renderDryRun({ vendor, requests, users, heldBack, ...pace }: VendorDryRun): string {
  const lines = [`What ${vendor} would be sent, if it answered as documented:`];
  let by = '';
  for (const [at, request] of requests.entries()) {
    if (request.by !== by) lines.push(request.by);
    by = request.by;
    lines.push(line(at + 1, request));
  }
  const deleted = `${users.deleted} deleted on the way, the rest at the end`;
  const who = [
    ...(users.created > 0 ? [`${users.created} users created (${deleted})`] : []),
    ...(users.offered > 0 ? [`${users.offered} offered users used, ${users.deleted} of them deleted`] : []),
  ];
  const held = heldBack > 0 ? `; ${heldBack} requirements held back as hazardous` : '';
  lines.push(
    `${vendor}: ${requests.length} requests; ${who.join('; ') || 'no user'}${held}. Nothing was sent.`,
    `  ${timeText(requests.length, pace)}`,
  );
  return lines.join('\n');
}

function line(number: number, { method, url, body }: VendorDryRun['requests'][number]): string {
  const text = word(body);
  const cut = text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… (${body.length} characters)` : text;
  return `  ${String(number).padStart(4)}  ${method} ${url}${cut === '' ? '' : `  ${cut}`}`;
}

/** Latencies of a near and of a far target, in ms: what a target takes is known only when it is asked. */
const LATENCIES_MS = [50, 300];

/** How long a number of requests takes by `--rate`, or else by latency and by a common limit. */
function timeText(
  requests: number,
  { perSecond, concurrency }: Pick<VendorDryRun, 'perSecond' | 'concurrency'>,
): string {
  const at = (rate: number): string => approximateTime((requests / rate) * 1000);
  if (perSecond !== null) return `Time: about ${at(perSecond)} at the given rate.`;
  const near = LATENCIES_MS.map((ms) => `${at((1000 / ms) * concurrency)} at ${ms} ms an answer`);
  return `Time: about ${near.join(', ')}; ${at(1)} if the target allows 60 requests a minute.`;
}
