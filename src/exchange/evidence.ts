import type { Evidence } from '../verdict/results.ts';
import { asText, sizeAndHash } from './body-text.ts';
import { headerValues } from './body.ts';
import { curlLine } from './curl.ts';
import type { CurlCredentials } from './curl.ts';
import type { Redactor } from './redact.ts';
import type { Exchange, WireRequest } from './types.ts';

/** Bytes of a text body that are shown. */
const SHOWN_BYTES = 4096;

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
        body: response.body.length > 0 ? shown(response.body, own, response.truncated) : null,
        bodyBytes: response.body.length,
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

/** The Authorization values of this very request, for a server that echoes them. */
function authorizationOf(request: WireRequest) {
  return headerValues(request.headers, 'authorization')
    .flatMap((value) => [value, value.replace(/^\S+\s+/, '')])
    .filter((value) => value.length >= 8)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
}

function shown(body: Buffer, redactor: Redactor, truncated = false): string {
  const text = asText(body, !truncated);
  if (text === undefined) return sizeAndHash(body);
  const redacted = Buffer.from(redactor.text(text));
  if (redacted.length <= SHOWN_BYTES) return redacted.toString();
  const head = asText(redacted.subarray(0, SHOWN_BYTES), false) ?? '';
  return `${head}\n[${SHOWN_BYTES} of ${truncated ? 'at least ' : ''}${body.length} bytes]`;
}
