import { withBody, withContentType } from '../../contract/cases/draft-request.ts';
import { formBody } from '../../contract/cases/media-type.ts';
import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { WireRequest } from '../../http/types.ts';
import type { RequestVariation } from './types.ts';

const isNamed =
  (name: string) =>
  ([given]: readonly [string, string]): boolean =>
    given.toLowerCase() === name;

/** The same request with this field, or without it. */
export function withField(draft: UnsignedRequest, name: string, value: string | undefined): UnsignedRequest {
  const others = draft.headers.filter((line) => !isNamed(name.toLowerCase())(line));
  return { ...draft, headers: value === undefined ? others : [...others, [name, value]] };
}

const namesIn =
  (spell: (name: string) => string) =>
  (request: WireRequest): WireRequest => ({
    ...request,
    headers: request.headers.map(([name, value]) => [spell(name), value]),
  });

/** The label of the draft, changed. */
function relabelled(draft: UnsignedRequest, change: (label: string) => string): UnsignedRequest {
  const label = draft.headers.find(isNamed('content-type'))?.[1];
  return label === undefined ? draft : withContentType(draft, change(label));
}

/** Labels of a JSON body that a server need not take: what it answers with success it must carry out all the same (A33). */
export const OTHER_LABELS: readonly RequestVariation[] = [
  label('absent', 'no Content-Type', undefined),
  {
    ...label('form', 'a form', 'application/x-www-form-urlencoded'),
    draft: (draft) => withContentType(withBody(draft, formBody(draft)), 'application/x-www-form-urlencoded'),
  },
  label('text', 'the media type text/plain', 'text/plain'),
  label('xml', 'the media type application/xml', 'application/xml'),
  label('problem-json', 'the media type application/problem+json', 'application/problem+json'),
  label('json-seq', 'the media type application/json-seq', 'application/json-seq'),
  label('text-json', 'the media type text/json', 'text/json'),
];

function label(name: string, description: string, value: string | undefined): RequestVariation {
  const draft: RequestVariation['draft'] = (given) => withContentType(given, value);
  return { name: `label.${name}`, description, part: 'label', draft };
}

/** One field more, or with another value. */
export function withHeaderOf(name: string, field: string, value: string, part: string): RequestVariation {
  return { name, description: `${field}: ${value}`, part, draft: (draft) => withField(draft, field, value) };
}

/** Variations of the fields of a request and of its framing (RFC 9110, 5.1, 8.3.1, 10.1.1 and 12.5; RFC 9112, 7.1). */
export const FIELD_VARIATIONS: readonly RequestVariation[] = [
  {
    name: 'names.small',
    description: 'the field names in small letters',
    part: 'names',
    written: namesIn((name) => name.toLowerCase()),
  },
  {
    name: 'names.capitals',
    description: 'the field names in capitals',
    part: 'names',
    written: namesIn((name) => name.toUpperCase()),
  },
  {
    name: 'accept.any',
    description: 'Accept: */*',
    part: 'accept',
    draft: (draft) => withField(draft, 'Accept', '*/*'),
  },
  {
    name: 'accept.absent',
    description: 'no Accept',
    part: 'accept',
    draft: (draft) => withField(draft, 'Accept', undefined),
  },
  // As libraries write it that take whatever comes (RFC 9110, 12.5.1).
  withHeaderOf('accept.list', 'Accept', 'application/json, text/plain;q=0.5, */*;q=0.1', 'accept'),
  withHeaderOf('agent.library', 'User-Agent', 'okhttp/4.12.0', 'agent'),
  withHeaderOf('language.any', 'Accept-Language', '*', 'language'),
  // No language has that code (ISO 639-1).
  withHeaderOf('language.unknown', 'Accept-Language', 'xx', 'language'),
  withHeaderOf('coding.identity', 'Accept-Encoding', 'identity', 'coding'),
  withHeaderOf('coding.all', 'Accept-Encoding', 'gzip, deflate, br', 'coding'),
  {
    name: 'label.capitals',
    description: 'the media type in capitals',
    part: 'label',
    draft: (draft) => relabelled(draft, (label) => label.toUpperCase()),
  },
  {
    name: 'label.charset',
    description: 'the media type with a charset parameter in quotes, and no blank before it',
    part: 'label',
    draft: (draft) => relabelled(draft, (label) => `${label};charset="utf-8"`),
  },
  {
    name: 'label.parameter',
    description: 'the media type with a parameter that JSON does not have',
    part: 'label',
    draft: (draft) => relabelled(draft, (label) => `${label}; profile="users"`),
  },
  {
    name: 'framing.expect',
    description: 'Expect: 100-continue',
    part: 'framing',
    draft: (draft) => withField(draft, 'Expect', '100-continue'),
  },
  {
    name: 'framing.chunked',
    description: 'the body in chunks',
    part: 'framing',
    draft: (draft) => withField(draft, 'Transfer-Encoding', 'chunked'),
  },
];
