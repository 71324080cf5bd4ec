import type { UnsignedRequest } from './cases/types.ts';
import { withBody, withContentType, withJson } from './cases/draft-request.ts';

/** A request that is no deletion of the user that it names, and that careless reading takes for one (A38). */
export interface Reroute {
  readonly description: string;
  /** Whether the draft names an id that nobody has; default: it names the user. */
  readonly ofNobody?: true;
  /**
   * @param draft a valid deletion
   * @param pairs what names the user in a query or a form
   * @returns undefined where it cannot be made of such a draft
   */
  apply(draft: UnsignedRequest, pairs: string): UnsignedRequest | undefined;
}

/** The method and the path of the deletion, with the id where no deletion has it. */
export const IDS_ELSEWHERE: readonly Reroute[] = [
  {
    description: 'no body, and the id in the query',
    apply: (draft, pairs) => inQuery(withBody(draft, undefined), pairs),
  },
  {
    description: 'an id that nobody has in the body, and the id in the query',
    ofNobody: true,
    apply: inQuery,
  },
  {
    description: 'an id that nobody has in its place, and the id deeper in the body',
    ofNobody: true,
    apply(draft, pairs) {
      const body = objectIn(draft);
      return body && withJson(draft, { ...body, metadata: Object.fromEntries(new URLSearchParams(pairs)) });
    },
  },
];

/** The object that the body is; undefined where it is something else. */
function objectIn({ body }: UnsignedRequest): object | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The id in the query, and nothing else. */
export const IDS_IN_QUERY: readonly Reroute[] = ['GET', 'DELETE'].map((method) => ({
  description: `${method} with the id in the query`,
  apply: (draft, pairs) => inQuery({ ...bodiless(draft), method }, pairs),
}));

/** Header lines by which frameworks let another method be meant. */
const OVERRIDES = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'];

/** Another method with an override that makes it the deletion's. */
export const METHOD_OVERRIDES: readonly Reroute[] = [
  {
    description: 'PUT with the method in headers',
    apply: (draft) => ({ ...withOverrides(draft, draft.method), method: 'PUT' }),
  },
  {
    description: 'GET with the id in the query and the method in headers',
    apply: (draft, pairs) => withOverrides(inQuery({ ...bodiless(draft), method: 'GET' }, pairs), draft.method),
  },
  {
    description: 'GET with the id and _method in the query',
    apply: (draft, pairs) => inQuery({ ...bodiless(draft), method: 'GET' }, `${pairs}&_method=${draft.method}`),
  },
  {
    description: 'PUT with _method in the query',
    apply: (draft) => inQuery({ ...draft, method: 'PUT' }, `_method=${draft.method}`),
  },
  {
    description: 'PUT with _method in a form',
    apply(draft, pairs) {
      const form = withBody(draft, Buffer.from(`${pairs}&_method=${draft.method}`));
      return { ...withContentType(form, 'application/x-www-form-urlencoded'), method: 'PUT' };
    },
  },
];

/** With all of them at once: a framework knows one, and none of them changes what another means. */
function withOverrides(draft: UnsignedRequest, method: string): UnsignedRequest {
  return { ...draft, headers: [...draft.headers, ...OVERRIDES.map((name) => [name, method] as const)] };
}

function bodiless(draft: UnsignedRequest): UnsignedRequest {
  return withContentType(withBody(draft, undefined), undefined);
}

function inQuery(draft: UnsignedRequest, pairs: string): UnsignedRequest {
  return { ...draft, path: `${draft.path}${draft.path.includes('?') ? '&' : '?'}${pairs}` };
}
