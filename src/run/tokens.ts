import { requestUrl } from '../configuration/base-url.ts';
import type { Authenticators, Target } from '../configuration/types.ts';
import { ExchangeError, type Transport, type WireRequest } from '../http/types.ts';
import type { TokenSource } from '../auth/types.ts';

/** So often a token endpoint that does not answer is asked, at most. */
const MOST_SILENCES = 3;

const MAX_BYTES = 64 * 1024;

/** Fetches what the authenticators of a run need before they can sign. */
export interface Tokens {
  /** Resolves when everything is there that is needed now; to the reason where it cannot be had. */
  ready(transport: Transport): Promise<ExchangeError | undefined>;
}

/**
 * Tokens are fetched when a request is about to be signed: once for all requests that wait, and again before they expire. A
 * refusal is remembered: an account is not asked for again and again.
 * @param learnt called when there are new secrets
 */
export function createTokens({ own, other }: Authenticators, target: Target, learnt: () => void): Tokens {
  const sources = [own, ...(other ? [other] : [])].flatMap(({ tokens }) => tokens ?? []);
  let refused: ExchangeError | undefined;
  let silences = 0;
  let underWay: Promise<void> | undefined;

  const fetchFrom = async (source: TokenSource, transport: Transport): Promise<void> => {
    for (const call of source.due()) {
      const limits = { timeoutMs: target.timeoutMs, maxBytes: MAX_BYTES, role: 'setup' } as const;
      const answer = await transport(atTarget(call.request, target), limits);
      const failure = call.receive(answer);
      learnt();
      if (failure === undefined) continue;
      const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      const error = new ExchangeError('unsent', failure, 0, isRefusal ? 'credentials-refused' : undefined);
      if (isRefusal) refused = error;
      throw error;
    }
  };
  const fetchAll = async (transport: Transport): Promise<void> => {
    for (const source of sources) await fetchFrom(source, transport);
    silences = 0;
  };

  return {
    async ready(transport) {
      if (sources.length === 0) return undefined;
      if (refused) return refused;
      if (sources.every((source) => source.due().length === 0)) return undefined;
      try {
        underWay ??= fetchAll(transport).finally(() => (underWay = undefined));
        await underWay;
        return undefined;
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        silences += 1;
        const silent = new ExchangeError(
          error.kind,
          `No token was issued: ${error.message}`,
          error.durationMs,
          error.reason,
        );
        if (silences >= MOST_SILENCES) refused ??= silent;
        return refused ?? silent;
      }
    },
  };
}

/** A call of the token endpoint as it is sent: a path is behind the base URL. */
export function atTarget(request: WireRequest, { baseUrl }: Target): WireRequest {
  const url = request.url.startsWith('/') ? requestUrl(baseUrl, request.url) : request.url;
  return { ...request, url };
}
