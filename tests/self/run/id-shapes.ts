import type { HeaderLines, WireRequest } from '../../../src/http/types.ts';

/** How a service whose ids are short or numbers is asked and answers, written without the code that the guard uses. */
export interface Shape {
  /** Variable of the credential. */
  readonly credential: string;
  readonly id: (number: number) => string;
  readonly kindOf: (request: WireRequest) => 'create' | 'read' | 'delete';
  readonly created: (id: string) => unknown;
  readonly read: (request: WireRequest, shown: ReadonlySet<string>) => [status: number, body: unknown];
  /** Whoever a request could name, however it is decoded, cut or split. */
  readonly namedBy: (request: WireRequest) => string[];
  readonly deleted: (
    gone: readonly string[],
    named: readonly string[],
  ) => [status: number, body: unknown, headers?: HeaderLines];
  readonly problem: unknown;
}

const pathOf = ({ url }: WireRequest): string => new URL(url).pathname;

/** All that a server may have behind a text: itself, and decoded as often as anybody does. */
function readings(text: string): string[] {
  const once = decoded(text);
  return [text, once, decoded(once)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const textsOf = (request: WireRequest): string[] =>
  [request.url.replace(/^https?:\/\/[^/]*/, ''), String(request.body ?? '')].flatMap(readings);

/** What a pattern finds in all that a request holds, as the ids are written. */
const found = (request: WireRequest, pattern: RegExp, written = (id: string) => id): string[] => [
  ...new Set(textsOf(request).flatMap((text) => (text.match(pattern) ?? []).map(written))),
];

const otter: Shape = {
  credential: 'TOKEN',
  id: String,
  kindOf: (request) => {
    const asked = `${request.method} ${pathOf(request)}`;
    if (asked === 'POST /users') return 'create';
    return /^GET \/users(?:\/\d+)?$/.test(asked) ? 'read' : 'delete';
  },
  created: (id) => ({ id: Number.isNaN(Number(id)) ? id : Number(id), name: 'n' }),
  read(request, shown) {
    const [, id] = /^\/users\/(\d+)$/.exec(pathOf(request)) ?? [];
    if (id === undefined) return [200, [...shown].map((one) => ({ id: Number(one), name: 'n' }))];
    return shown.has(id) ? [200, { id: Number(id), name: 'n' }] : [404, { code: 'user_unknown' }];
  },
  // A key of the run's in the query holds digits; no other number stands anywhere in such a request.
  namedBy: (request) => found({ ...request, url: request.url.replace(/\?.*$/, '') }, /\d+/g),
  deleted: (gone) => (gone.length > 0 ? [204, undefined] : [404, { code: 'user_unknown' }]),
  problem: { code: 'oops' },
};

const lark: Shape = {
  credential: 'API_KEY',
  id: (number) => `M-${String(number % 10 ** 10).padStart(7, '0')}`,
  kindOf: (request) => {
    const asked = `${request.method} ${pathOf(request)}`;
    if (asked === 'POST /members') return 'create';
    return /^GET \/members\/[^/]+$/.test(asked) ? 'read' : 'delete';
  },
  created: (number) => ({ number, name: 'n' }),
  read(request, shown) {
    const number = pathOf(request).replace('/members/', '');
    return shown.has(number) ? [200, { number, name: 'n' }] : [410, { code: 'member_erased' }];
  },
  namedBy: (request) => found(request, /m-?\d{6,10}/gi, (id) => `M-${id.replace(/\D/g, '')}`),
  deleted: (erased, named) => [200, { erased, unknown: named.filter((id) => !erased.includes(id)) }],
  problem: { code: 'oops' },
};

const heron: Shape = {
  credential: 'TOKEN',
  id: (number) => `hm-abcdef-${String(number).padStart(12, '0')}`,
  kindOf: (request) => {
    const asked = `${request.method} ${pathOf(request)}`;
    if (asked === 'POST /v1/users') return 'create';
    return /^GET \/v1\/(?:users|jobs)\/[^/]+$/.test(asked) ? 'read' : 'delete';
  },
  created: (id) => ({ id, name: 'n' }),
  read(request, shown) {
    const [, kind, id = ''] = /^\/v1\/(users|jobs)\/([^/]+)$/.exec(pathOf(request)) ?? [];
    if (kind === 'jobs') return id.startsWith('job-') ? [200, { state: 'done' }] : [404, { error: 'job_unknown' }];
    return shown.has(id) ? [200, { id, name: 'n' }] : [404, { error: 'user_unknown' }];
  },
  // The form's constant names somebody as well, where an id should stand.
  namedBy: (request) => [
    ...found(request, /hm-?[a-z2-7]{6}-?[0-9]{12}/gi, (id) => id.toLowerCase()),
    ...found(request, /(?<=\bid=)asked\b/g),
  ],
  deleted: (gone) =>
    gone.length > 0 ? [202, undefined, [['location', '/v1/jobs/job-1']]] : [404, { error: 'user_unknown' }],
  problem: { error: 'oops' },
};

/** By the vendor that has ids of that shape. */
export const SHAPES: Readonly<Record<string, Shape>> = { otter, lark, heron, 'heron by form': heron };
