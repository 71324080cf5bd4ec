import { readJson } from '../http/message.ts';
import { decode } from '../evidence/body-preview.ts';
import { condense, SMALL_BODY } from '../http/condense.ts';
import { showBody } from '../evidence/evidence.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Exchange, WireResponse } from '../http/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { questionsOf } from './response-values-in-use.ts';
import { noteGarbage } from './force-gc.ts';

const NO_BYTES = Buffer.alloc(0);

const isLarge = (response: WireResponse | undefined): response is WireResponse =>
  response !== undefined && response.body.length > SMALL_BODY;

/** The same exchange; a large body has been read, so that it is not read again by everyone who asks what it states. */
export function withLargeBodyRead(exchange: Exchange): Exchange {
  const { response } = exchange;
  if (!isLarge(response)) return exchange;
  const text = decode(response.body, !response.truncated);
  const read = { ...response, ...(text === undefined ? {} : { text }) };
  return { ...exchange, response: { ...read, json: readJson(read) } };
}

/**
 * The same exchange. A large body is reduced to what the run still reads from it and shows of it, because a requirement
 * keeps hundreds of exchanges until it is judged.
 */
export function withoutLargeBody(
  exchange: Exchange,
  { vendor, redactor }: { readonly vendor: Vendor; readonly redactor: Redactor },
): Exchange {
  const { response } = exchange;
  if (!isLarge(response)) return exchange;
  const read = readJson(response);
  const json = read.ok ? { ...read, value: condense(read.value, questionsOf(vendor)) } : read;
  const condensed = { bytes: response.body.length, shown: showBody(exchange, redactor) };
  noteGarbage(response.body.length);
  const { text: _dropped, ...rest } = response;
  return { ...exchange, response: { ...rest, body: NO_BYTES, json, condensed } };
}
