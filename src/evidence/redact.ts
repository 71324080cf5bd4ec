import type { Secret } from '../auth/types.ts';
import { redactDeep, type CleanObjects } from './redact-deep.ts';
import type { Redacted } from './redacted.ts';
import { alone, isWeak, patternsOf, weaknessOf } from './secret-patterns.ts';
import { isAllowedHeader } from './header-allow-list.ts';
import { createSecretMatcher, fromLength, memoized, type SecretMatcher } from './secret-matcher.ts';
import type { HeaderLines } from '../http/types.ts';

export interface Redactor {
  /** Replaces every known secret in any encoding, and the userinfo of URLs. */
  readonly text: (text: string) => Redacted<string>;
  /** The same for every text in a JSON-like value, names of properties included. What it has made is let through. */
  readonly value: <T>(value: T) => Redacted<T>;
  /** Keeps the name of every line and the (redacted) value of those on the allow-list; the rest is `[redacted]`. */
  readonly headers: (lines: HeaderLines) => [string, string][];
  /** A request URL: userinfo and secrets go, the query stays, for the users it names are evidence. */
  readonly url: (url: string) => string;
  /** Names of the secrets of this target that a text holds, in any encoding that `text` would replace. */
  readonly find: (text: string) => string[];
  /** The same redactor with more secrets, e.g. the Authorization values of one request. */
  readonly also: (secrets: readonly Secret[]) => Redactor;
  /** How secrets that are too short or too common were matched, for the report. */
  readonly notes: readonly string[];
}

export interface RedactorOptions {
  readonly secrets: readonly Secret[];
  /** All texts of the vendor's contract: a secret that is a word of it can only be matched in context. */
  readonly contractTexts: string;
  /** Further response headers whose values are kept, in any case. */
  readonly keepHeaders: readonly string[];
}

/** A redactor that knows the secrets of one target alone. A replaced secret reads `[redacted:$NAME]`. */
export function createRedactor(options: RedactorOptions): Redactor {
  const { secrets, contractTexts } = options;
  const patterns = secrets.flatMap((secret) => patternsOf(secret, [contractTexts]));
  return redactorOf(memoized(createSecretMatcher(patterns)), options, () => new WeakSet());
}

/**
 * The redactor of one target.
 * @param matcher knows at least the secrets of `options`
 * @param clean what redactors with the same secrets have made already
 */
export function redactorOf(matcher: SecretMatcher, options: RedactorOptions, clean: () => CleanObjects): Redactor {
  const { secrets, contractTexts, keepHeaders } = options;
  const kept = new Set(keepHeaders.map((name) => name.toLowerCase()));
  const text = (given: string) => withoutUserinfo(matcher.replace(given)) as Redacted<string>;
  return {
    text,
    value: (value) => redactDeep(value, text, clean()),
    headers: (lines) =>
      lines.map(([name, value]) => {
        const keeps = isAllowedHeader(name) || kept.has(name.toLowerCase());
        return [text(name), keeps ? text(value) : '[redacted]'];
      }),
    url: text,
    find: (given) => matcher.find(given),
    also: (further) => redactorOf(withMore(matcher, further), options, withOwn()),
    get notes() {
      const weak = secrets.filter((secret) => secret.value !== '' && isWeak(secret, [contractTexts]));
      return [...new Set(weak.map(({ name }) => weaknessOf(name)))];
    },
  };
}

/** Knows more, so it lets nothing through that others have made. */
function withOwn(): () => CleanObjects {
  const own: CleanObjects = new WeakSet();
  return () => own;
}

function withMore(matcher: SecretMatcher, secrets: readonly Secret[]): SecretMatcher {
  const known = secrets.filter(({ value }) => value !== '');
  const lengths = known.flatMap(({ value }) => value.split(/\r?\n/).map((line) => line.length));
  const more = fromLength(Math.min(...lengths), () => createSecretMatcher(known.flatMap(alone)));
  return {
    replace: (given) => matcher.replace(more.replace(given)),
    find: (given) => [...new Set([...more.find(given), ...matcher.find(given)])],
  };
}

function withoutUserinfo(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*@/gi, '$1[redacted]@');
}
