import type { Redactor } from '../evidence/redact.ts';
import type { RawExchange, RawPlace } from './recording-transport.ts';
import { storedRequest, type Reading } from './stored-request.ts';
import { redactorOf, storedResponse } from './stored-response.ts';
import type { StoredExchange, StoredPlace } from './types.ts';

/** How what was recorded is put into a form that may touch the disk. */
export interface Storing {
  readonly reading: Reading;
  readonly redactor: Redactor;
  /** What the instants are counted from, in ms since the epoch. */
  readonly base: number;
}

/** One place as a cassette holds it: nothing secret is left in it. */
export function storedPlace(place: string, raw: RawPlace, storing: Storing): StoredPlace {
  const { redactor, base } = storing;
  const answers = JSON.parse(redactor.text(JSON.stringify(raw.answers))) as Record<string, unknown>;
  const overlaps = raw.overlaps();
  return {
    place,
    startedAt: raw.startedAt - base,
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    exchanges: raw.exchanges.map((one) => ({
      at: one.at - base,
      ...(one.until === undefined ? {} : { until: one.until - base }),
      ...(overlaps ? { events: one.events } : {}),
      ...exchanged(one, storing),
    })),
  };
}

function exchanged(
  { request, response, error }: RawExchange,
  { reading, redactor }: Storing,
): Pick<StoredExchange, 'request' | 'response' | 'error'> {
  if (!request) return {};
  const own = redactorOf(request, redactor);
  return {
    request: storedRequest(request, reading),
    ...(response ? { response: storedResponse(response, own) } : {}),
    ...(error ? { error: { ...error, message: own.text(error.message) } } : {}),
  };
}
