import type { VendorDryRun } from '../../src/session/dry-run.ts';
import { word } from './sanitize.ts';

const LONGEST_BODY = 160;

/** Every request that a run would send, by requirement, and how many users it would take. */
export function renderDryRun({ vendor, requests, users, heldBack }: VendorDryRun): string {
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
  lines.push(`${vendor}: ${requests.length} requests; ${who.join('; ') || 'no user'}${held}. Nothing was sent.`);
  return lines.join('\n');
}

function line(number: number, { method, url, body }: VendorDryRun['requests'][number]): string {
  const text = word(body);
  const cut = text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… (${body.length} characters)` : text;
  return `  ${String(number).padStart(4)}  ${method} ${url}${cut === '' ? '' : `  ${cut}`}`;
}
