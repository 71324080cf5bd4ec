import { headerValues } from '../../../src/http/message.ts';
import type { Transport, WireRequest, WireResponse } from '../../../src/http/types.ts';
import { legal, type Legal } from './types.ts';
import { BY_ACCEPT, CHUNKED, noticed, type Dialect } from './variations.ts';
import { instead, lost, page, withHeader, type Between } from './wire.ts';

/** What a right server may do with variations. */
export function legalVariations({ unsupported, unauthorized, rows }: Dialect): Legal<Between>[] {
  const chunked = noticed('framing.chunked');
  const through = (change: (request: WireRequest) => WireRequest) => (): Between => ({
    through: (inner) => (request, limits) => inner(change(request), limits),
  });
  const spelled = (spell: (name: string) => string) =>
    through((request) => ({ ...request, headers: request.headers.map(([name, value]) => [spell(name), value]) }));
  const unread = (name: string, reply: WireResponse) => instead(noticed(name), () => reply);
  const all: Legal<Between>[] = [
    ...[411, 413, 501].map((status) =>
      legal(
        `chunked-${status}`,
        `A chunked body is answered ${status}.`,
        instead(chunked, () => page(status, 'No')),
      ),
    ),
    legal('chunked-gateway-400', 'A gateway answers a chunked body 400, with a code of its own.', () =>
      instead(chunked, () => ({ ...unauthorized, status: 400 }))(),
    ),
    legal('http-1.0', 'The server speaks HTTP/1.0 and would not understand a chunk.', () => ({
      through: (inner: Transport) => async (request, limits) => {
        if (chunked(request)) throw lost('timeout');
        return { ...(await inner(request, limits)), httpVersion: '1.0' as const };
      },
    })),
    legal(
      'names-made-small',
      'A gateway writes all field names in small letters.',
      spelled((name) => name.toLowerCase()),
    ),
    legal(
      'names-made-capitals',
      'A gateway writes all field names in capitals.',
      spelled((name) => name.toUpperCase()),
    ),
    legal(
      'accept-added',
      'A gateway adds an Accept of its own.',
      through((request) => {
        const has = headerValues(request.headers, 'accept').length > 0;
        return has ? request : { ...request, headers: [...request.headers, ['Accept', '*/*']] };
      }),
    ),
    legal(
      'whole-bodies',
      'A gateway puts chunks together before it passes them on.',
      through((request) => {
        const headers = request.headers.filter(([name]) => !/^transfer-encoding$/i.test(name));
        return chunked(request) ? { ...request, headers } : request;
      }),
    ),
    legal('unlabelled-415', 'A body without a label is answered 415.', unread('label.absent', unsupported)),
    legal('expectation-failed', 'Expect is answered 417.', unread('framing.expect', page(417, 'Expectation Failed')), {
      'any-case-of-a-deletion-is-done-or-refused': 'A50',
    }),
    legal('charset-refused', 'A charset parameter is answered 415.', unread('label.charset', unsupported), {
      'any-case-of-a-deletion-is-done-or-refused': 'A17',
    }),
    legal('no-page-for-machines', 'Answers carry Vary: Accept.', () => ({
      through: (inner) => async (request, limits) => withHeader(await inner(request, limits), 'vary', 'Accept'),
    })),
  ];
  const slugs = [...Object.keys(rows), CHUNKED, BY_ACCEPT];
  return all.map((one) => ({ ...one, requirements: slugs }));
}
