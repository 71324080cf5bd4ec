import type { UnsentReason } from '../types.ts';
import { createPause, type Pause, type Refusal } from './pause.ts';
import type { About } from './types.ts';

/** How long a path, a request, or bad credentials, are waited for that are refused whatever else is answered. */
const PATIENCE = {
  path: { ms: 300_000, strikes: 8 },
  credentials: { ms: 60_000, strikes: 3 },
  request: { ms: 90_000, strikes: 6 },
};
/**
 * Refusals in a row from which it is a limit of its own, if anything else was answered meanwhile. Those of bad credentials
 * are so from the first: the right ones, which are tried directly after them, show whether they are limited as well.
 */
const OWN_FROM = { path: 3, credentials: 1, request: 2 };

/** What was refused and not answered since: a limit may count by path, by key or by user, or bad credentials alone. */
export interface OwnLimits {
  /** When a request of this kind may start, in ms since the epoch. */
  readyAt(about: About | undefined): number;
  /** What is refused too long to be waited for, if this is of its kind. */
  gaveUp(about: About | undefined): GivenUp | undefined;
  /**
   * Counts a refusal.
   * @returns whether a limit refused it that shows nothing about other requests
   */
  refused(about: About | undefined, refusal: Refusal): boolean;
  /** A request was answered. */
  accepted(about: About | undefined, startedAt: number): void;
  /** The longest wait that was asked for, in ms. */
  askedMs(): number;
}

/** What is not waited for any more. */
interface GivenUp {
  readonly what: string;
  readonly pause: Pause;
  /** A target that has refused bad credentials and then limits them protects its accounts. */
  readonly reason: UnsentReason;
}

type Scope = keyof typeof OWN_FROM;

interface Own {
  readonly scope: Scope;
  readonly pause: Pause;
  /** When it was refused last, in ms since the epoch. */
  refusedAt: number;
  /** Whether anything else was sent and answered since. */
  elsewhere: boolean;
}

const WHAT: Readonly<Record<Scope, string>> = {
  path: 'everything on this path',
  credentials: 'bad credentials',
  request: 'this request',
};

/** No limits that are known. */
export function createOwnLimits(): OwnLimits {
  const all = new Map<string, Own>();
  let areBadAnswered = false;
  const keysOf = (about: About): [Scope, string][] => [
    ['path', about.path],
    ...(about.badCredentials ? [['credentials', ''] as [Scope, string]] : []),
    ['request', `${about.path} ${about.request()}`],
  ];
  const isOwn = ({ scope, pause, elsewhere }: Own): boolean =>
    (elsewhere || scope === 'credentials') && pause.strikes >= OWN_FROM[scope];
  const ownOf = (about: About | undefined): Own[] =>
    all.size === 0 || !about
      ? []
      : keysOf(about)
          .flatMap(([, key]) => all.get(key) ?? [])
          .filter(isOwn);

  return {
    readyAt: (about) => Math.max(-Infinity, ...ownOf(about).map(({ pause }) => pause.until)),
    gaveUp(about) {
      const one = ownOf(about).find(({ pause }) => pause.gaveUp);
      const isLimit = one?.scope === 'credentials' && one.elsewhere && areBadAnswered;
      return one && { what: WHAT[one.scope], pause: one.pause, reason: isLimit ? 'credential-limit' : 'rate-limited' };
    },
    refused(about, refusal) {
      const counted = (about ? keysOf(about) : []).map(([scope, key]) => {
        const one = all.get(key) ?? { scope, pause: createPause(PATIENCE[scope]), refusedAt: 0, elsewhere: false };
        all.set(key, one);
        one.pause.refused(refusal);
        one.refusedAt = refusal.now;
        return one;
      });
      return counted.some(isOwn);
    },
    accepted(about, startedAt) {
      areBadAnswered ||= about?.badCredentials ?? false;
      if (all.size === 0) return;
      if (about) for (const [, key] of keysOf(about)) all.delete(key);
      for (const one of all.values()) one.elsewhere ||= startedAt >= one.refusedAt;
    },
    askedMs: () => Math.max(0, ...[...all.values()].map(({ pause }) => pause.askedMs)),
  };
}
