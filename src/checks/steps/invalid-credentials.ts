import type { InvalidCredentials } from '../../auth/types.ts';
import { sendJudged, type JudgedResponse } from './judged-request.ts';
import type { Exchange, WireRequest } from '../../http/types.ts';
import { isLost } from '../../users/responses.ts';
import { whyNotJudged } from './why-not-judged.ts';
import { notShaped, shapedFor } from './credential-needs.ts';
import { casesOf } from '../../spec-loader/case-coverage.ts';
import type { Check, Observation, CheckContext } from '../types.ts';
import { noSecondTenant, notObserved } from '../../verdict/not-judged.ts';

/** A set of invalid credentials that can be tried here. */
export type UsableCredentials = InvalidCredentials & { sign(request: WireRequest): WireRequest };

export function isUsable(invalid: InvalidCredentials): invalid is UsableCredentials {
  return invalid.sign !== undefined;
}

/** Why a set of invalid credentials without `sign` was not tried. */
export function untried(context: CheckContext, { description, untried: why }: InvalidCredentials): Observation {
  if (why !== undefined) return { about: description, exchanges: [], notJudged: notObserved(why) };
  return { about: description, exchanges: [], notJudged: noSecondTenant(context.vendor.profile.env) };
}

/** Near misses that only the comparison with what is registered can find: they matter more than what is no credential. */
const NEAR_MISS = /\.(wrong|wrong-secret|altered-signature)$/;

/** Invalid credentials in the order in which they matter where few can be tried. */
export function byWeight<T extends InvalidCredentials>(invalidCredentials: readonly T[]): T[] {
  return invalidCredentials.toSorted((a, b) => Number(NEAR_MISS.test(b.name)) - Number(NEAR_MISS.test(a.name)));
}

/** Those of the invalid credentials that the requirement may try; a reader learns of the others. */
export function triable<T extends InvalidCredentials>(
  context: CheckContext,
  invalidCredentials: readonly T[],
): readonly T[] {
  const tried = invalidCredentials.slice(0, context.mayTry);
  const left = invalidCredentials.slice(tried.length).map(({ description }) => description);
  if (left.length > 0)
    context.note(
      `Judged by ${tried.length} of ${invalidCredentials.length} bad credentials, for few are sent off loopback; not tried: ${left.join('; ')}.`,
    );
  return tried;
}

/** Costs of the invalid credentials that a requirement claims: one request each. */
export const costOfClaimed: NonNullable<Check['badCredentials']> = (requirement, { authenticators }) =>
  casesOf(requirement, authenticators.own.invalidCredentials)
    .filter(isUsable)
    .map(() => 1);

/**
 * Sends a deletion with broken credentials. What must come before it, such as the first use of a nonce, is the same
 * request; where that names a living user, it is one that names nobody.
 */
export async function sendWithInvalidCredentials(
  context: CheckContext,
  invalid: UsableCredentials,
  ids: readonly string[],
  options: {
    control: Exchange;
    mayMatchControl: boolean;
    living: boolean;
    repeatable?: boolean;
    /** Answers to valid credentials besides the control's: they may have set cookies. */
    earlier?: readonly Exchange[];
  },
): Promise<JudgedResponse> {
  const { prepare, description, pauseMs = 0, connection, provoking } = invalid;
  const { living, earlier = [], ...request } = options;
  const valid = context.deletion(ids);
  const draft = shapedFor(invalid, context, valid, [request.control, ...earlier]);
  if (!draft) return { exchange: request.control, observation: notShaped(invalid, request.control) };
  const where = connection ? { connection } : {};
  if (prepare) {
    const about = `what comes before ${description}`;
    const first = living ? context.deletion([context.unknownId()]) : valid;
    const before = await context.send(first, {
      role: 'setup',
      about,
      sign: (request) => prepare(request),
      // A nonce gets too old while its second use waits.
      together: true,
      ...where,
    });
    await context.clock.sleep(pauseMs === 0 ? 0 : Math.max(pauseMs, Math.min(context.lingerMs, LONGEST_PAUSE_MS)));
    // What was not sent, or did not reach the target, has prepared nothing: the first use of a nonce would come after it.
    const isMissing = before.error !== undefined || isLost(before);
    const notJudged = before.error?.reused ? CLOSED : isMissing && whyNotJudged(before, 'The request before it');
    if (notJudged) return { exchange: before, observation: { about: description, exchanges: [before], notJudged } };
  }
  const judged = await sendJudged(context, {
    draft,
    role: 'fault',
    about: description,
    conforms: false,
    badCredentials: true,
    ...(provoking ? { provoking } : {}),
    ...where,
    sign: (request) => invalid.sign(request),
    ...request,
    // The first use, or the connection that others used, would be missing.
    ...(prepare || connection ? { repeatable: false } : {}),
    ...(prepare ? { together: true } : {}),
  });
  if (!connection || !judged.exchange.error?.reused) return judged;
  return { ...judged, observation: { ...judged.observation, notJudged: CLOSED } };
}

/** A run that lingers pauses as long as it does, at most so long: a server may refuse an older timestamp for its age alone. */
const LONGEST_PAUSE_MS = 60_000;

/** What is reported where a connection that others used before ended. */
const CLOSED = notObserved('The target closed the connection on which it had answered.');
