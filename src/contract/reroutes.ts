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

/** Spellings of a member's name that readers take for it, and names that services give the id of a user. */
export function otherNamesOf(property: string): string[] {
  if (property === '') return [];
  const words = property.split(/[_.-]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const pascal = words.map(capital).join('');
  const spellings = [
    property.toUpperCase(),
    words.map(capital).join('_'),
    pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    words.join('_'),
    words.join('-'),
    words.join('.'),
    words.join(' '),
    `${property} `,
  ];
  return [...new Set([...spellings, 'user_id', 'userId', 'id'])].filter((name) => name !== property);
}

/** What a body is wrapped in by the conventions of frameworks. */
export const WRAPPERS = ['data', 'user'];

/** Deletions of nobody that hold the id of a user under names that are not that of the id. */
export const IDS_UNDER_OTHER_NAMES: readonly Reroute[] = [
  {
    description: 'an id that nobody has, and the id in members of other names',
    ofNobody: true,
    apply(draft, pairs) {
      const body = objectIn(draft);
      const [[property, id] = ['', '']] = new URLSearchParams(pairs);
      if (!body || !(property in body)) return undefined;
      const [first = '', ...further] = otherNamesOf(property);
      const after = Object.fromEntries(further.map((name) => [name, id] as const));
      const wrapped = Object.fromEntries(WRAPPERS.map((name) => [name, { [property]: id }] as const));
      // Some readers take the first of several spellings, others the last.
      return withJson(draft, { [first]: id, ...body, ...after, ...wrapped });
    },
  },
];

/** The same without an id where it should be. */
export const IDS_UNDER_ANOTHER_NAME: readonly Reroute[] = [
  {
    description: 'no id in its place, and the id in members of other names',
    apply(draft, pairs) {
      const [[property, id] = ['', '']] = new URLSearchParams(pairs);
      if (!(property in (objectIn(draft) ?? {}))) return undefined;
      return withJson(draft, Object.fromEntries(otherNamesOf(property).map((name) => [name, id] as const)));
    },
  },
  {
    description: 'no id in its place, and the id deeper in the body',
    apply(draft, pairs) {
      const [[property, id] = ['', '']] = new URLSearchParams(pairs);
      if (!(property in (objectIn(draft) ?? {}))) return undefined;
      return withJson(draft, Object.fromEntries(WRAPPERS.map((name) => [name, { [property]: id }] as const)));
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
