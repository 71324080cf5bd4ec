import { issuedToken } from '../auth/token-endpoint.ts';
import type { NamedTokenCall } from '../auth/types.ts';
import { isLoopback } from '../http/host.ts';
import type { Exchange } from '../http/types.ts';
import type { RunContext } from './context.ts';
import { atTarget } from './tokens.ts';
import { withoutThrowing } from './without-throwing.ts';

const MAX_BYTES = 64 * 1024;

/**
 * Calls the token endpoint, which no other request may do: it sends what the scheme of authentication made, and nothing
 * else. Whatever it is issued is a secret.
 * @param proveRight sends a valid request with the right credentials
 */
export function tokenAsker(
  context: RunContext,
  proveRight: () => Promise<Exchange>,
): (call: NamedTokenCall) => Promise<Exchange> {
  const { target, clock, boundary, vendor } = context;
  return async ({ request: made, description }) => {
    const request = atTarget(made, target);
    const sent = { role: 'fault', about: description, conforms: false, signed: 'otherwise', request } as const;
    const send = async (): Promise<Exchange> => {
      const transport = await context.turn({ path: 'the token endpoint', request: () => description });
      boundary.sent(request);
      const at = clock.now();
      const limits = { timeoutMs: target.timeoutMs, maxBytes: MAX_BYTES, role: 'fault' } as const;
      const outcome = await withoutThrowing(() => transport(request, limits));
      const issued = outcome.response && issuedToken(outcome.response);
      const secrets = (issued ? [issued.value, ...issued.others] : []).map((value) => ({
        name: 'ACCESS_TOKEN',
        value,
      }));
      if (issued) boundary.add({ secrets, contractTexts: vendor.texts, keepHeaders: [] });
      return { ...sent, at, ...outcome };
    };
    // Whose account is asked for elsewhere may be locked out, wherever the deletion is.
    const isElsewhere = target.loopback && !isLoopback(new URL(request.url).hostname);
    // A replay does not know where.
    const isCounted = context.shared.now('elsewhere', false, () => isElsewhere);
    const credentialLimit = isCounted ? context.tokenLimit : context.credentialLimit;
    const answer = await credentialLimit.pass('bad', { send, proveRight, shared: context.shared });
    if ('request' in answer) return answer;
    return { ...sent, at: clock.now(), error: { kind: 'unsent', durationMs: 0, ...answer } };
  };
}
