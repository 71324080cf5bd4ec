import { ExchangeError, type Exchange } from '../http/types.ts';

/** What sending came to: an answer, or why there is none. */
export async function withoutThrowing(
  send: () => Promise<NonNullable<Exchange['response']>>,
): Promise<Pick<Exchange, 'response' | 'error'>> {
  try {
    return { response: await send() };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const { kind, message, durationMs, reason, reused } = error;
    const further = { ...(reason ? { reason } : {}), ...(reused ? { reused } : {}) };
    return { error: { kind, message, durationMs, ...further } };
  }
}
