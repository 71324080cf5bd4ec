import { headerValues } from '../../../src/http/message.ts';
import type { WireRequest, WireResponse } from '../../../src/http/types.ts';
import { broken, type Broken, type Grade } from './types.ts';
import { instead, isDeletion, lost, page, type Between } from './wire.ts';

/** What the makers of these entries must know of a vendor. */
export interface Dialect {
  readonly success: (request: WireRequest) => WireResponse;
  readonly crash: WireResponse;
  /** As a body that is missing is refused, and as one of another media type. */
  readonly missing: WireResponse;
  readonly unsupported: WireResponse;
  readonly unauthorized: WireResponse;
  /** By requirement and grade of a refusal, the variations that it sends. */
  readonly rows: Readonly<Record<string, { readonly refused?: Grade; readonly variations: readonly string[] }>>;
}

type Is = (request: WireRequest) => boolean;

const first = ({ headers }: WireRequest, name: string): string => headerValues(headers, name)[0] ?? '';
const text = ({ body }: WireRequest): string => body?.toString() ?? '';
const labelled =
  (value: string): Is =>
  (request) =>
    first(request, 'content-type') === value;
const authorized =
  (pattern: RegExp): Is =>
  (request) =>
    pattern.test(first(request, 'authorization'));

/** How a server would notice each variation. */
const NOTICED: Readonly<Record<string, Is>> = {
  'names.small': ({ headers }) => headers.some(([name]) => name === 'content-type'),
  'names.capitals': ({ headers }) => headers.some(([name]) => name === 'CONTENT-TYPE'),
  'accept.any': (request) => first(request, 'accept') === '*/*',
  'accept.absent': ({ headers }) => headerValues(headers, 'accept').length === 0,
  'accept.list': (request) => first(request, 'accept').includes('q='),
  'agent.library': (request) => first(request, 'user-agent').startsWith('okhttp'),
  'language.any': (request) => first(request, 'accept-language') === '*',
  'language.unknown': (request) => first(request, 'accept-language') === 'xx',
  'coding.identity': (request) => first(request, 'accept-encoding') === 'identity',
  'coding.all': (request) => first(request, 'accept-encoding').includes('br'),
  'json.white-space': (request) => text(request).startsWith(' \r\n'),
  'json.escapes': (request) => text(request).includes('\\u0'),
  'json.further-member': (request) => text(request).includes('x_further'),
  'language.german': (request) => first(request, 'accept-language').startsWith('de'),
  'condition.none-match': (request) => first(request, 'if-none-match') !== '',
  'query.further': ({ url }) => url.includes('x_further='),
  'json.padded': (request) => text(request).startsWith('    '),
  'keys.first': (request) => first(request, 'idempotency-key') !== '',
  'keys.again': (request) => first(request, 'x-request-id') !== '',
  'label.capitals': labelled('APPLICATION/JSON'),
  'label.charset': (request) => /;\s*charset=/i.test(first(request, 'content-type')),
  'label.parameter': (request) => /;\s*profile=/.test(first(request, 'content-type')),
  'label.absent': ({ headers, body }) => body !== undefined && headerValues(headers, 'content-type').length === 0,
  'label.form': labelled('application/x-www-form-urlencoded'),
  'label.text': labelled('text/plain'),
  'label.xml': labelled('application/xml'),
  'label.problem-json': labelled('application/problem+json'),
  'label.json-seq': labelled('application/json-seq'),
  'label.text-json': labelled('text/json'),
  'framing.expect': (request) => first(request, 'expect') !== '',
  'framing.chunked': (request) => first(request, 'transfer-encoding') !== '',
  'scheme.small': authorized(/^[a-z]+ /),
  'scheme.capitals': authorized(/^[A-Z]+ /),
  'oauth.reversed': authorized(/^\S+ oauth_signature="/),
  'oauth.signature-in-the-middle': authorized(/,oauth_signature="[^"]*",/),
  'oauth.blanks': authorized(/", /),
  'oauth.realm': authorized(/realm="/),
  'oauth.encoded': authorized(/oauth_body_hash="[^"]*%3D"/i),
};

export const noticed = (name: string): Is => {
  const is = NOTICED[name];
  if (!is) throw new Error(`nobody notices ${name}`);
  return (request) => isDeletion(request) && is(request);
};

/** How each variation is refused by a server that does not understand it. */
function refusalOf(name: string, { missing, unsupported, unauthorized }: Dialect): WireResponse {
  if (name.startsWith('label.')) return unsupported;
  if (name.startsWith('scheme.') || name.startsWith('oauth.')) return unauthorized;
  if (name === 'framing.expect') return page(417, 'Expectation Failed');
  if (name.startsWith('agent.')) return page(403, 'Forbidden');
  if (/^(?:accept|language|coding)\./.test(name)) return page(406, 'Not Acceptable');
  return missing;
}

/** Every variation in turn: refused, crashed on, left unanswered, answered with success and not done, refused and done. */
export function variationWrongs(dialect: Dialect): Broken<Between>[] {
  return Object.entries(dialect.rows).flatMap(([slug, { refused, variations }]) =>
    variations.flatMap((name) => {
      const line = (way: string, does: string, grade: Grade, change: () => Between) =>
        broken(`${name}/${way}`, `${name}: ${does}.`, { [slug]: grade }, change, { requirements: [slug] });
      const is = noticed(name);
      const refusal = refusalOf(name, dialect);
      const isOpen = name.startsWith('label.') && !/capitals|charset|parameter/.test(name);
      return [
        ...(isOpen || refused === undefined
          ? []
          : [
              line(
                'refused',
                'refused',
                refused,
                instead(is, () => refusal),
              ),
            ]),
        line(
          'crash',
          'answered 500',
          'fail',
          instead(is, () => dialect.crash),
        ),
        line(
          'silence',
          'left unanswered',
          'fail',
          instead(is, () => {
            throw lost('timeout');
          }),
        ),
        line('hollow', 'answered with success and not done', 'fail', instead(is, dialect.success)),
        line(
          'denied',
          'refused and done',
          'fail',
          doneAnd(is, name, () => refusal),
        ),
      ];
    }),
  );
}

/** Has the deletion done as if it were spelled like any other, and answers otherwise. */
function doneAnd(is: Is, name: string, reply: (request: WireRequest) => WireResponse) {
  return (): Between => ({
    through: (inner) => async (request, limits) => {
      if (!is(request)) return inner(request, limits);
      await inner(asUsual(name, request), limits);
      return reply(request);
    },
  });
}

/** The request as a server that takes any label reads it. */
function asUsual(name: string, request: WireRequest): WireRequest {
  if (!name.startsWith('label.')) return request;
  const others = request.headers.filter(([given]) => given.toLowerCase() !== 'content-type');
  const form = /external_user_id=([^&]*)/.exec(text(request))?.[1];
  const body =
    form === undefined ? {} : { body: Buffer.from(JSON.stringify({ external_user_id: decodeURIComponent(form) })) };
  return { ...request, ...body, headers: [...others, ['Content-Type', 'application/json']] };
}

export const CHUNKED = 'chunked-deletion-is-not-misread';

/** A chunked body, misread in each way. */
export function chunkedWrongs(dialect: Dialect): Broken<Between>[] {
  const is = noticed('framing.chunked');
  const line = (way: string, does: string, change: () => Between) =>
    broken(`chunked/${way}`, `A chunked body ${does}.`, { [CHUNKED]: 'fail' }, change, { requirements: [CHUNKED] });
  return [
    line(
      'misread',
      'is taken for none',
      instead(is, () => dialect.missing),
    ),
    line(
      'crash',
      'is answered 500',
      instead(is, () => dialect.crash),
    ),
    line(
      '404',
      'is answered 404',
      instead(is, () => page(404, 'Not Found')),
    ),
    line('hollow', 'is answered with success and not done', instead(is, dialect.success)),
    line(
      'denied',
      'is answered 411 and done',
      doneAnd(is, '', () => page(411, 'Length Required')),
    ),
    line(
      'silence',
      'is waited for for ever',
      instead(is, () => {
        throw lost('timeout');
      }),
    ),
  ];
}

export const BY_ACCEPT = 'refusals-do-not-depend-on-accept';

/** Refusals that are other ones for those who do not ask for JSON. */
export function acceptWrongs(dialect: Dialect): Broken<Between>[] {
  const kinds: Readonly<Record<string, Is>> = {
    'unknown-user': (request) => first(request, 'authorization') !== '' && !text(request).endsWith('"'),
    'no-credentials': (request) => first(request, 'authorization') === '',
    'broken-json': (request) => /"$/.test(text(request)),
  };
  const replies: Readonly<Record<string, [Grade, WireResponse]>> = {
    page: ['warn', page(400, 'Bad Request')],
    redirect: [
      'warn',
      {
        ...page(302, 'Found'),
        headers: [
          ['location', '/login'],
          ['content-type', 'text/html'],
        ],
      },
    ],
    406: ['warn', page(406, 'Not Acceptable')],
    crash: ['fail', dialect.crash],
  };
  return Object.entries(kinds).flatMap(([kind, isKind]) =>
    ['accept.any', 'accept.absent'].flatMap((name) =>
      Object.entries(replies).map(([way, [grade, reply]]) =>
        broken(
          `${kind}/${name}/${way}`,
          `A refusal (${kind}) is another one where ${name}: ${way}.`,
          { [BY_ACCEPT]: grade },
          instead(
            (request) => noticed(name)(request) && isKind(request),
            () => reply,
          ),
          { requirements: [BY_ACCEPT] },
        ),
      ),
    ),
  );
}
