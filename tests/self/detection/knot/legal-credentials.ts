import type { Transport, WireRequest } from '../../../../src/http/types.ts';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { invalidApiKeys } from '../../../../src/sandbox/knot/errors.ts';
import { legal } from '../types.ts';
import { answer, page } from '../wire.ts';
import { steps, type Right } from './tools.ts';

/** The requirements that look at credentials that almost fit, and at side doors. */
const REQUIREMENTS = [
  'near-credentials-are-refused-and-delete-nobody',
  'loosely-written-pair-is-refused',
  'spaces-around-authorization-are-accepted',
  'forged-identity-is-refused-and-deletes-nobody',
  'other-spelling-of-the-path-needs-credentials',
  'id-in-the-query-deletes-nobody',
  'method-override-deletes-nobody',
  'deleted-user-is-gone',
];

const pathOf = ({ url }: WireRequest): string => /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
const isKnown = (path: string): boolean =>
  /^\/(?:user\/delete|session\/create|accounts\/get|development\/.+)$/.test(path);

/** Legal ways to refuse credentials, and what stands in front of an API. */
export const LEGAL_CREDENTIALS: readonly Right[] = [
  refusing('near-403', 'Whatever is no right pair is answered 403.', 403),
  refusing('near-400', 'Whatever is no right pair is answered 400.', 400),
  wire('catch-all-page', 'A front end answers 200 with a page to any path that it does not know.', (request) =>
    isKnown(pathOf(request)) ? undefined : page(200, 'Welcome'),
  ),
  wire('catch-all-json', 'A front end answers 200 with JSON to any path that it does not know.', (request) =>
    isKnown(pathOf(request)) ? undefined : answer(200, { message: 'Success' }),
  ),
  wire('catch-all-redirect', 'A front end sends any path that it does not know to a login page.', (request) =>
    isKnown(pathOf(request)) ? undefined : answer(302, undefined, [['location', '/login']]),
  ),
  between(
    'normalizing-gateway',
    'A gateway merges slashes, decodes and lowers paths, and needs credentials there too.',
    {
      request: (request) => ({ ...request, url: normalized(request.url) }),
    },
  ),
  between('load-balancer-cookie', 'A load balancer sets a cookie with every answer.', {
    cookie: 'AWSALB=0f9a; Path=/; Expires=Thu, 01 Jan 2099 00:00:00 GMT',
  }),
  between('gateway-drops-identity-headers', 'A gateway removes headers that only it may set.', {
    request: (request) => ({
      ...request,
      headers: request.headers.filter(([name]) => !/^x-(?:forwarded|authenticated|consumer|client)/i.test(name)),
    }),
  }),
  wire('firewall', 'A firewall answers 403 with a page to SQL, odd paths and method overrides.', (request) => {
    const authorization = request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
    const text = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    const isOdd = !isKnown(pathOf(request)) || request.headers.some(([name]) => /override/i.test(name));
    return isOdd || /'/.test(text) ? page(403, 'Blocked') : undefined;
  }),
];

function refusing(id: string, does: string, status: number): Right {
  const change = steps({ refuseCredentials: () => ({ ...invalidApiKeys(), status }) });
  return legal(id, does, change, {}, { requirements: REQUIREMENTS });
}

function wire(id: string, does: string, reply: (request: WireRequest) => ReturnType<typeof page> | undefined): Right {
  const change = () => ({
    behaviour: KNOT,
    through:
      (inner: Transport): Transport =>
      async (request, limits) =>
        reply(request) ?? inner(request, limits),
  });
  return legal(id, does, change, {}, { requirements: REQUIREMENTS });
}

interface Gateway {
  readonly request?: (request: WireRequest) => WireRequest;
  readonly cookie?: string;
}

function between(id: string, does: string, { request: edit = (request) => request, cookie }: Gateway): Right {
  const change = () => ({
    through:
      (inner: Transport): Transport =>
      async (request, limits) => {
        const response = await inner(edit(request), limits);
        return cookie ? { ...response, headers: [...response.headers, ['set-cookie', cookie]] } : response;
      },
  });
  return legal(id, does, change, {}, { requirements: REQUIREMENTS });
}

function normalized(url: string): string {
  const [, origin = '', path = '', query = ''] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)(.*)$/i.exec(url) ?? [];
  const plain = decodeURIComponent(decodeURIComponent(path)).split(';')[0] ?? '';
  return origin + plain.replace(/\/+/g, '/').replace('/./', '/').replace(/\/$/, '').toLowerCase() + query;
}
