import type { Exchange } from '../http/types.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import { isLost } from '../users/responses.ts';
import type { SendForUsers } from '../users/types.ts';
import type { Client } from './client.ts';
import type { RunContext } from './context.ts';
import { needsGoneId, newUnknownId } from './unknown-id.ts';
import { siblingsFor } from './sibling-values.ts';

/** Pauses before a control that got no answer is sent again, in ms: together longer than a deployment takes. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 16_000];

/** How often a read without an answer is sent, at most. */
const MOST_READS = 5;

/**
 * Sends the control (valid credentials, an unknown id), again after growing pauses while it gets no answer or that of a
 * gateway (A49).
 * @param counts is given every control that was not answered at all; false ends the wait
 */
export async function sendUntilBack(
  context: RunContext,
  client: Client,
  counts: (exchange: Exchange) => Promise<boolean> = async () => true,
): Promise<Exchange> {
  for (let turn = 0; ; turn += 1) {
    const exchange = await client.send(deletionRequest(context.vendor, [newUnknownId(context)], siblingsFor(context)), {
      role: 'control',
    });
    if (!isLost(exchange) || turn === PAUSES_MS.length || !(await counts(exchange))) return exchange;
    await context.clock.sleep(PAUSES_MS[turn] ?? 0);
  }
}

/** Waits until the target answers again; false where it does not, or where no id is known that a control may name. */
export async function answersAgain(context: RunContext, client: Client): Promise<boolean> {
  if (needsGoneId(context) && context.goneIds.length === 0) return false;
  return !isLost(await sendUntilBack(context, client));
}

/**
 * Repeats reads that got no answer once the target answers again; what writes is left to who knows what it would do.
 * @param isBack waits until the target answers; false where it does not
 */
export function repeatingReads(send: SendForUsers, isBack: () => Promise<boolean>): SendForUsers {
  return async (draft, sending) => {
    for (let tries = 1; ; tries += 1) {
      const exchange = await send(draft, sending);
      if (!isLost(exchange)) return exchange;
      const mayRepeat = (await isBack()) && draft.method === 'GET' && tries < MOST_READS;
      if (!mayRepeat) return exchange;
    }
  };
}
