import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../http/types.ts';
import { matches } from '../verdict/condition.ts';
import { errorCodeOf } from './error-code.ts';
import { bodyOf, describeAnswer } from './responses.ts';
import type { UsersContext } from './types.ts';

/** Refusals that show nothing about the user. */
const ABOUT_THE_CALLER: readonly number[] = [401, 403, 429];

const GONE = 410;

const isAboutUser = (status: number): boolean => status >= 400 && status <= 499 && !ABOUT_THE_CALLER.includes(status);

/** Whether the answer is the one that this run's never-created id got from the same read. */
export function answeredAsUnknown(exchange: Exchange, { preflightResult, vendor }: UsersContext): boolean {
  const known = preflightResult.unknownRead[exchange.operation ?? ''];
  const status = exchange.response?.status ?? 0;
  if (known?.status !== status || !isAboutUser(status)) return false;
  const code = errorCodeOf(exchange, vendor.profile.errors.code);
  // Between processes `undefined` becomes null.
  return isDeepStrictEqual(code ?? null, known.code ?? null);
}

/**
 * What a read shows by 410, or by what the profile names as "gone" of another call (A44): that counts where the same read
 * refuses the never-created id, for only then does it distinguish anybody from nobody.
 * @returns what the report states about it; undefined where the answer is none of these
 */
export function goneBeyondTheContract(exchange: Exchange, context: UsersContext): string | undefined {
  const { profile } = context.vendor;
  const { operation = '', response } = exchange;
  const status = response?.status ?? 0;
  if (!isAboutUser(status) || !isAboutUser(context.preflightResult.unknownRead[operation]?.status ?? 0))
    return undefined;
  const { observe, reads = [] } = profile.users;
  const documented = [...[...observe, ...reads].flatMap(({ gone }) => gone), ...[profile.deletion.notFound].flat()];
  const facts = { status, body: bodyOf(exchange) };
  if (status !== GONE && !documented.some((condition) => matches(condition, facts))) return undefined;
  return `${operation} returns ${describeAnswer(exchange, profile.errors.code)} for a deleted user, which counts as gone.`;
}
