import type { SchemeConfig } from '../auth/schemes.ts';
import type { Asked } from './facts.ts';
import type { Operation } from '../contract/types.ts';

/** The `auth` of a profile by what a document states about an operation; what it does not state becomes a question. */
export function authOf(
  { security = [] }: Operation,
  { document, demanded }: Pick<Asked, 'document' | 'demanded'>,
  questions: Map<string, string>,
): SchemeConfig {
  const together = demanded.find((keys) => keys.length > 1);
  // Of several that are needed together a key is the one that can be sent as a header of its own.
  const [first] = together
    ? security.toSorted((a, b) => Number(a.type === 'apiKey') - Number(b.type === 'apiKey'))
    : security;
  if (together)
    questions.set(
      'auth',
      `A call needs ${together.join(' and ')} together: is this the one that may be wrong? Send the other by <V>_HEADERS.`,
    );
  else if (security.length > 1)
    questions.set(
      'auth',
      `The document lets callers choose of ${security.map(({ key }) => key).join(', ')}: which one is meant?`,
    );
  if (first?.type === 'http' && first.scheme === 'basic') {
    questions.set(
      'auth',
      'Is it an id with a secret, or a key with an empty password ({ scheme: apiKey, in: basic })?',
    );
    return { scheme: 'basic' };
  }
  if (first?.type === 'apiKey' && (first.in === 'header' || first.in === 'query'))
    return { scheme: 'apiKey', in: first.in, name: first.name ?? 'X-Api-Key' };
  if (first?.type === 'oauth2') return clientCredentials(flowOf(document, first.key), questions);
  if (first?.type !== 'http' || first.scheme !== 'bearer')
    questions.set(
      'auth',
      `How does a caller prove who it is? The document has no words for it (basic, bearer, apiKey, hmac, …).${unused(document)}`,
    );
  return { scheme: 'bearer' };
}

/** Schemes that the document describes and does not use here. */
function unused(document: Readonly<Record<string, unknown>>): string {
  const { components } = document as { components?: { securitySchemes?: Record<string, unknown> } };
  const names = Object.keys(components?.securitySchemes ?? {});
  return names.length === 0 ? '' : ` It describes ${names.join(', ')}.`;
}

interface Flow {
  readonly tokenUrl?: unknown;
  readonly scopes?: Readonly<Record<string, unknown>>;
}

function flowOf(document: Readonly<Record<string, unknown>>, key: string): Flow | undefined {
  const { components } = document as {
    components?: { securitySchemes?: Record<string, { flows?: { clientCredentials?: Flow } }> };
  };
  return components?.securitySchemes?.[key]?.flows?.clientCredentials;
}

function clientCredentials(flow: Flow | undefined, questions: Map<string, string>): SchemeConfig {
  if (!flow) {
    questions.set('auth', 'The document knows no client credentials: is a token given beforehand?');
    return { scheme: 'bearer' };
  }
  const url = typeof flow.tokenUrl === 'string' ? flow.tokenUrl : '';
  const token = url.startsWith('/') ? url : URL.canParse(url) ? new URL(url).pathname : '/oauth/token';
  if (!url.startsWith('/'))
    questions.set('auth', `Is the token endpoint at the base URL? Else set <V>_TOKEN_URL (${url}).`);
  const scopes = Object.keys(flow.scopes ?? {});
  return { scheme: 'clientCredentials', token, ...(scopes.length > 0 ? { scope: scopes.join(' ') } : {}) };
}
