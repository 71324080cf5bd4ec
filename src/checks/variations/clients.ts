import type { UnsignedRequest } from '../../contract/cases/types.ts';
import { parsed } from '../../contract/cases/draft-request.ts';
import { withField, withHeaderOf } from './fields.ts';
import type { RequestVariation } from './types.ts';

/** Headers by which proxies and libraries know a request again. */
const KEYS = ['Idempotency-Key', 'X-Request-Id', 'X-Correlation-Id'];

/** The same keys in every request of a run: who keeps answers by them alone answers for somebody else. */
function withKeys(name: string, description: string): RequestVariation {
  return {
    name,
    description,
    part: 'keys',
    draft: (draft, _vendor, run) => KEYS.reduce((all, key) => withField(all, key, `${run}-1`), draft),
  };
}

/** What a client, its library or a proxy may add to any request, which does not ask for anything else. */
export const CLIENT_VARIATIONS: readonly RequestVariation[] = [
  withHeaderOf('language.german', 'Accept-Language', 'de-DE,de;q=0.9', 'language'),
  // It is no entity tag of anything, so the condition holds (RFC 9110, 13.1.2).
  withHeaderOf('condition.none-match', 'If-None-Match', '"none"', 'condition'),
  {
    name: 'query.further',
    description: 'a parameter in the query that nobody knows',
    part: 'query',
    draft: furtherParameter,
  },
  withKeys('keys.first', `the same ${KEYS.join(', ')} as another deletion`),
  withKeys('keys.again', `the ${KEYS.join(', ')} of the deletion of another user`),
];

/** With the id of the request itself as its value, which can mean nobody else. */
function furtherParameter(draft: UnsignedRequest): UnsignedRequest {
  const id = /"([^"\\]{8,})"\s*[\]}]/.exec(JSON.stringify(parsed(draft)))?.[1];
  if (id === undefined) return draft;
  const joint = draft.path.includes('?') ? '&' : '?';
  return { ...draft, path: `${draft.path}${joint}x_further=${encodeURIComponent(id)}` };
}
