import type { Exchange } from '../http/types.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import { createClient } from './client.ts';
import type { RunContext } from './context.ts';
import { saidTime } from './run-durations.ts';
import { needsGoneId, newUnknownId } from './unknown-id.ts';
import { siblingsFor } from './sibling-values.ts';
import type { PreflightResult } from '../results/types.ts';

/** The first and the longest pause between two requests, in ms. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/** What a gateway answers while nothing behind it answers. */
const GATEWAY: readonly (number | undefined)[] = [502, 503, 504];

/** Why nothing was judged: the target did not answer while it was waited for. */
export type Silence = Pick<PreflightResult, 'message'> & Required<Pick<PreflightResult, 'unansweredBecause'>>;

/**
 * `--wait`: sends controls until the target answers at all; 502, 503 and 504 do not count. Nothing else is learned from
 * the answers: the run begins as it would have done without.
 * @returns undefined once it may begin, also where a request could not be sent: the run states why
 */
export async function waitForTarget(context: RunContext, waitMs: number): Promise<Silence | undefined> {
  const { clock } = context;
  const end = clock.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const exchange = await control(context, end - clock.now());
    const { response, error } = exchange;
    if ((response && !GATEWAY.includes(response.status)) || error?.kind === 'unsent') return undefined;
    const left = end - clock.now();
    if (left <= 0) return silence(exchange, waitMs);
    await clock.sleep(Math.min(pause, left));
  }
}

/** No place of the run: a cassette begins with the target that answers. */
function control(context: RunContext, leftMs: number): Promise<Exchange> {
  const { vendor, target, random } = context;
  const timeoutMs = Math.max(1, Math.min(target.timeoutMs, leftMs));
  const around = { ...context, target: { ...target, timeoutMs }, draw: random.at(`${vendor.name}/wait`) };
  // An id that nobody has cannot be made up everywhere; then anything of the API shows that it answers.
  const draft = needsGoneId(around)
    ? { method: 'GET', path: '/', headers: [] }
    : deletionRequest(vendor, [newUnknownId(around)], siblingsFor(around));
  return createClient(around).send(draft, { role: 'control', once: true });
}

function silence({ response, error }: Exchange, waitMs: number): Silence {
  const last = response ? `It answered ${String(response.status)} last.` : (error?.message ?? 'No answer came.');
  return {
    unansweredBecause: response ? 'gateway' : error?.kind === 'timeout' ? 'timeout' : 'network',
    message: `The target did not answer within ${saidTime(waitMs)} (--wait). ${last}`,
  };
}
