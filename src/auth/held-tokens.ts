import { issuedToken, tokenRequest, type Client, type IssuedToken, type TokenEndpoint } from './token-endpoint.ts';
import type { TokenCall, TokenSource } from './types.ts';

/** The tokens of one client: what it signs with, and one that allows less. */
export interface HeldTokens extends TokenSource {
  /** The latest one. */
  readonly current: () => IssuedToken | undefined;
  /** One that an earlier call was issued and that has expired since; undefined where none has. */
  readonly expired: () => string | undefined;
  /** A valid token without the scope of the deletion; undefined where none was issued. */
  readonly lesser: () => string | undefined;
}

/** So long before its end a token is renewed, at most. */
const LEEWAY_MS = 30_000;

/** A token counts as expired no sooner than so long after its end: the clocks of two machines differ. */
const CLOCKS_APART_MS = 1000;

/** What a token endpoint issues to a client, kept until it is about to expire. */
export function heldTokens(
  endpoint: TokenEndpoint & { readonly otherScope?: string },
  client: Client,
  { names, now, remember }: { names: readonly string[]; now: () => number; remember: (token: string) => void },
): HeldTokens {
  let current: IssuedToken | undefined;
  let until = Infinity;
  let end = Infinity;
  const earlier: { readonly value: string; readonly end: number }[] = [];
  let lesser: string | undefined;
  let askedForLesser = endpoint.otherScope === undefined;

  const own: TokenCall = {
    request: tokenRequest(endpoint, client),
    receive(answer) {
      const issued = issuedToken(answer);
      if (!issued)
        return `The token endpoint answered ${answer.status} and issued no token: check ${names.join(' and ')}.`;
      const { value, lifeMs = Infinity } = issued;
      [value, ...issued.others].forEach(remember);
      if (current && current.value !== value) earlier.push({ value: current.value, end });
      current = issued;
      end = now() + lifeMs;
      until = now() + lifeMs - Math.min(LEEWAY_MS, lifeMs / 4);
      return undefined;
    },
  };
  const second: TokenCall = {
    request: tokenRequest(endpoint, client, { scope: endpoint.otherScope ?? '' }),
    receive(answer) {
      askedForLesser = true;
      lesser = issuedToken(answer)?.value;
      if (lesser !== undefined) remember(lesser);
      return undefined;
    },
  };
  return {
    due: () => [...(current && now() < until ? [] : [own]), ...(askedForLesser ? [] : [second])],
    current: () => current,
    expired: () => earlier.find((one) => one.end + CLOCKS_APART_MS <= now())?.value,
    lesser: () => lesser,
  };
}
