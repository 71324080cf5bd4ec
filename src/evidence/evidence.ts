import type { Evidence } from '../verdict/results.ts';
import { asText, decode, sizeAndHash } from './body-preview.ts';
import { headerValues } from '../http/message.ts';
import { curlLine } from './curl.ts';
import type { CurlCredentials } from './curl.ts';
import type { Redactor } from './redact.ts';
import type { Exchange, WireRequest, WireResponse } from '../http/types.ts';

/** Bytes of a text body that are shown. */
const SHOWN_BYTES = 4096;
/** Characters behind them that are searched as well; no spelling of a secret is longer. All of a large body takes long. */
const AHEAD = 16 * 1024;

export interface EvidenceOptions {
  readonly schemaErrors?: readonly { readonly path: string; readonly message: string }[];
  /** How the curl line names the credentials; without it a header that carries them reads `[redacted]`. */
  readonly curl?: CurlCredentials;
}

/**
 * What may be written of an exchange: everything redacted, bodies as their first 4,096 bytes of text, else as size and
 * sha256. Redaction comes before cutting, so that no half of a secret is left at the cut.
 */
export function toEvidence(exchange: Exchange, redactor: Redactor, options: EvidenceOptions = {}): Evidence {
  const { request, response, error } = exchange;
  const own = redactor.also(authorizationOf(request));
  return {
    role: exchange.role,
    at: new Date(exchange.at).toISOString(),
    request: {
      method: request.method,
      url: own.url(request.url),
      headers: own.headers(request.headers),
      body: request.body ? shown(request.body, own) : null,
      bodyBytes: request.body?.length ?? 0,
    },
    ...(response && {
      response: {
        status: response.status,
        headers: own.headers(response.headers),
        body: bodyShown(response, own),
        bodyBytes: response.condensed?.bytes ?? response.body.length,
        truncated: response.truncated,
        durationMs: Math.round(response.durationMs),
      },
    }),
    ...(error && {
      error: { kind: error.kind, message: own.text(error.message), durationMs: Math.round(error.durationMs) },
    }),
    schemaErrors: (options.schemaErrors ?? []).map(({ path, message }) => ({
      path: own.text(path),
      message: own.text(message),
    })),
    curl: curlLine(request, redactor, options.curl),
  };
}

function bodyShown({ body, text, truncated, condensed }: WireResponse, own: Redactor): string | null {
  if (condensed) return condensed.shown;
  return body.length > 0 ? shown(body, own, truncated, text) : null;
}

/** What may be written of the body of an answer: the same as in {@link toEvidence}. */
export function showBody({ request, response }: Exchange, redactor: Redactor): string | null {
  return response ? bodyShown(response, redactor.also(authorizationOf(request))) : null;
}

/** The Authorization values of this very request, for a server that echoes them. */
function authorizationOf(request: WireRequest) {
  return headerValues(request.headers, 'authorization')
    .flatMap((value) => [value, value.replace(/^\S+\s+/, '')])
    .filter((value) => value.length >= 8)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
}

function shown(body: Buffer, redactor: Redactor, truncated = false, text = decode(body, !truncated)): string {
  if (text === undefined || text.includes('\0')) return sizeAndHash(body);
  const isWhole = text.length <= SHOWN_BYTES + AHEAD;
  const redacted = redactor.text(isWhole ? text : text.slice(0, SHOWN_BYTES + AHEAD));
  // What ends behind the piece that was searched was not found in it.
  const safe = Buffer.from(isWhole ? redacted : redacted.slice(0, -AHEAD));
  if (isWhole && safe.length <= SHOWN_BYTES) return redacted;
  const head = asText(safe.subarray(0, SHOWN_BYTES), false) ?? '';
  const bytes = Math.min(SHOWN_BYTES, safe.length);
  return `${head}\n[${bytes} of ${truncated ? 'at least ' : ''}${body.length} bytes]`;
}
