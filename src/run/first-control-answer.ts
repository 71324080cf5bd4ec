import type { Exchange } from '../http/types.ts';
import type { PreflightResult } from '../results/types.ts';
import type { Client } from './client.ts';
import type { RunContext } from './context.ts';
import { sendUntilBack } from './control-retry.ts';
import { UNANSWERED_LIMIT } from './run-state.ts';
import { bodyInWords } from './what-answered.ts';

/** A gateway may answer this many controls for the target: seven seconds of pauses. `--wait` is there for a longer start. */
const GATEWAY_LIMIT = 5;

/** The first control that the target answers; else the last of three without any answer, or of five by a gateway. */
export async function firstAnswer(context: RunContext, client: Client): Promise<Exchange> {
  let [all, silent] = [0, 0];
  return sendUntilBack(context, client, async ({ response }) => {
    all += 1;
    silent = response ? 0 : silent + 1;
    return silent < UNANSWERED_LIMIT && all < GATEWAY_LIMIT;
  });
}

const WAITS = 'If it is starting, --wait 60s waits for it.';

/** What a preflight has found whose first requests were not answered by the target. */
export function silence({ response, error }: Exchange, { vendor }: RunContext): Partial<PreflightResult> {
  const check = `Check ${vendor.profile.env}_BASE_URL. ${WAITS}`;
  if (error?.reason === 'rate-limited')
    return { credentials: 'unanswered', unansweredBecause: error.reason, message: error.message };
  if (response)
    return {
      credentials: 'unanswered',
      unansweredBecause: 'gateway',
      message: `The target did not respond: valid requests were answered ${response.status} with ${bodyInWords(response)}, which may come from a gateway in front of it. ${check}`,
    };
  return {
    credentials: 'unanswered',
    unansweredBecause: error?.kind === 'timeout' ? 'timeout' : 'network',
    message: `The target did not respond to ${UNANSWERED_LIMIT} valid requests: ${error?.message ?? 'there was no response.'} ${check}`,
  };
}
