import { headerValues } from '../../../src/http/message.ts';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { broken, fails, warns, type Broken, type Primary } from './types.ts';
import { answer } from './wire.ts';

/** Marks a request that came in by a side door: the vendor's behaviour takes it for one of its own caller. */
export const SIDE_DOOR = 'x-side-door';

/** What the tables need to know of a vendor. */
export interface Vendor<Run> {
  /** Path of the deletion, base path included. */
  readonly path: string;
  readonly bodyOf: (id: string) => string;
  /** Takes whatever bears {@link SIDE_DOOR} for a call of the run's own client. */
  readonly lettingIn: (through: (inner: Transport) => Transport) => Run;
}

const PATHS = 'other-spelling-of-the-path-needs-credentials';
const QUERY = 'id-in-the-query-deletes-nobody';
const PLACE = 'id-in-another-place-deletes-nobody';
const OVERRIDE = 'method-override-deletes-nobody';

/** Whether such a router takes the written path for the documented one, which it is not. */
const ROUTERS: Readonly<Record<string, (written: string, path: string) => boolean>> = {
  'slash-at-the-end': (written, path) => written === `${path}/`,
  'merged-slashes': (written, path) => written.replace(/\/+/g, '/') === path,
  'any-case': (written, path) => written.toLowerCase() === path,
  'decoded-path': (written, path) => decodeURIComponent(written) === path,
  'path-decoded-twice': (written, path) =>
    decodeURIComponent(written) !== path && decodeURIComponent(decodeURIComponent(written)) === path,
  'matrix-parameters': (written, path) => written.split(';')[0] === path,
  'dot-segments': (written, path) => written.replace('/./', '/') === path,
  'dot-segments-with-parameters': (written, path) => written.replace('/api/..;/', '/') === path,
  'older-version': (written, path) => written.replace('/v1/', '/') === path,
  'json-suffix': (written, path) => written === `${path}.json`,
};

/** How such a framework learns the method that is meant; undefined: it learns none. */
const OVERRIDES: Readonly<Record<string, (request: WireRequest) => string | undefined>> = {
  ...Object.fromEntries(
    ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((header) => [
      header.toLowerCase(),
      ({ headers }: WireRequest) => headers.find(([name]) => name === header)?.[1],
    ]),
  ),
  'method-in-query': ({ url }) => new URL(url).searchParams.get('_method') ?? undefined,
  'method-in-form': ({ body }) => new URLSearchParams(String(body ?? '')).get('_method') ?? undefined,
};

/** Ways past the credentials and past the method: each alone, let in, and refused after the deletion. */
export function sideDoors<Run>(vendor: Vendor<Run>): Broken<Run>[] {
  const isPath = ({ url }: WireRequest) => writtenPath(url) === vendor.path;
  return [
    ...Object.entries(ROUTERS).flatMap(([id, takes]) =>
      both(
        vendor,
        `unguarded-${id}`,
        `Nobody guards the path that its router reads so: ${id}.`,
        fails(PATHS),
        (request) =>
          request.method === 'POST' && !isPath(request) && takes(writtenPath(request.url), vendor.path)
            ? request.body
            : undefined,
      ),
    ),
    ...['GET', 'DELETE'].flatMap((method) =>
      both(
        vendor,
        `${method.toLowerCase()}-with-query-deletes`,
        `${method} with an id in the query deletes.`,
        fails(QUERY),
        (request) => (request.method === method && isPath(request) ? idInQuery(request, vendor) : undefined),
      ),
    ),
    ...both(
      vendor,
      'routed-by-x-original-url',
      'A path that is open is routed by X-Original-URL.',
      fails(PATHS),
      (request) =>
        !isPath(request) && headerValues(request.headers, 'x-original-url').includes(vendor.path)
          ? request.body
          : undefined,
    ),
    ...both(
      vendor,
      'query-without-body-deletes',
      'Without a body the id of the query counts.',
      fails(PLACE),
      (request) =>
        isPath(request) && request.method === 'POST' && !request.body?.length ? idInQuery(request, vendor) : undefined,
    ),
    ...both(
      vendor,
      'query-before-body-deletes',
      'The id of the query counts, not that of the body.',
      fails(PLACE),
      (request) =>
        isPath(request) && request.method === 'POST' && request.body?.length ? idInQuery(request, vendor) : undefined,
    ),
    ...(vendor.bodyOf('').startsWith('{')
      ? both(vendor, 'innermost-id-deletes', 'The innermost id of the body counts.', fails(PLACE), (request) =>
          isPath(request) && request.method === 'POST' ? innermostId(request, vendor) : undefined,
        )
      : []),
    ...Object.entries(OVERRIDES).flatMap(([id, meant]) =>
      both(vendor, `overridden-by-${id}`, `Another method is the deletion by ${id}.`, warns(OVERRIDE), (request) => {
        if (request.method === 'POST' || !isPath(request) || meant(request) !== 'POST') return undefined;
        return idInForm(request, vendor) ?? idInQuery(request, vendor) ?? request.body;
      }),
    ),
  ];
}

/** @param bodyOf the body of the deletion that the request is taken for; undefined where it is taken for none */
function both<Run>(
  { path, lettingIn }: Vendor<Run>,
  id: string,
  does: string,
  primary: Primary,
  bodyOf: (request: WireRequest) => Buffer | undefined,
): Broken<Run>[] {
  const behind =
    (isShown: boolean) =>
    (inner: Transport): Transport =>
    async (request, limits) => {
      const body = bodyOf(request);
      if (body === undefined) return inner(request, limits);
      const headers = [
        ['Content-Type', 'application/json'],
        [SIDE_DOOR, '1'],
      ] as const;
      const url = new URL(path, request.url).href;
      const done = await inner({ method: 'POST', url, headers, body }, limits);
      return isShown ? done : answer(404, undefined);
    };
  const rows = { requirements: Object.keys(primary) };
  return [
    broken(id, does, primary, () => lettingIn(behind(true)), rows),
    broken(`${id}-unseen`, `${does} It is answered 404.`, primary, () => lettingIn(behind(false)), rows),
  ];
}

function writtenPath(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
}

function idInQuery({ url }: WireRequest, { bodyOf }: Pick<Vendor<never>, 'bodyOf'>): Buffer | undefined {
  const id = new URL(url).searchParams.get('id');
  return id === null ? undefined : Buffer.from(bodyOf(id));
}

function idInForm({ body }: WireRequest, { bodyOf }: Pick<Vendor<never>, 'bodyOf'>): Buffer | undefined {
  const id = new URLSearchParams(String(body ?? '')).get('id');
  return id === null ? undefined : Buffer.from(bodyOf(id));
}

function innermostId({ body }: WireRequest, { bodyOf }: Pick<Vendor<never>, 'bodyOf'>): Buffer | undefined {
  const id = /:\{[^{}]*"id":"([^"]*)"/.exec(String(body ?? ''))?.[1];
  return id === undefined ? undefined : Buffer.from(bodyOf(id));
}
