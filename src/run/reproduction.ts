import { credentialVariables } from '../auth/schemes.ts';
import { publicUrl } from '../http/public-url.ts';
import { otherVariable, QUIET_COMMAND } from '../evidence/reproduce/one-line-signing.ts';
import { creationOf, planScript } from '../evidence/reproduce/plan.ts';
import { writeScript } from '../evidence/reproduce/script.ts';
import type { Reproduction } from '../evidence/reproduce/types.ts';
import type { Exchange } from '../http/types.ts';
import type { User } from '../users/types.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { RunContext } from './context.ts';

/** Of each run a user whose creation is known: one that is taken over from another requirement is created like it. */
const EXAMPLES = new WeakMap<RunContext['knownIds'], User>();

/** Keeps the first user of a run whose creation is known. */
export function keepExample(users: readonly User[], { knownIds }: RunContext): void {
  if (EXAMPLES.has(knownIds)) return;
  const example = users.find((user) => user.tenant === 'own' && creationOf(user).length > 0);
  if (example) EXAMPLES.set(knownIds, example);
}

/**
 * A script that shows a violation again, with users of its own.
 * @param exchanges of the observation that decided
 * @param users that the requirement took
 * @returns undefined for what is no violation, and for what a shell cannot send
 */
export function reproductionOf(
  { id, verdict, message, actual, text }: RequirementResult,
  exchanges: readonly Exchange[],
  users: readonly User[],
  context: RunContext,
): Reproduction | undefined {
  if (verdict !== 'fail' && verdict !== 'warn') return undefined;
  return scriptOf(`${id}: ${message || actual || text}`, exchanges, users, context);
}

/**
 * A script that sends these exchanges again, with users of its own.
 * @param title what it shows
 * @returns undefined for what a shell cannot send
 */
export function scriptOf(
  title: string,
  exchanges: readonly Exchange[],
  users: readonly User[],
  context: RunContext,
): Reproduction | undefined {
  const { vendor, target, runPrefix, redactor } = context;
  const { create, chosenBy } = vendor.profile.users;
  const own = target.credentials;
  const idPointer = create.find((step) => step.id !== undefined)?.id;
  const written = writeScript({
    ...planScript(exchanges, users, EXAMPLES.get(context.knownIds)),
    title,
    vendor: vendor.name,
    baseUrl: publicUrl(target.baseUrl),
    command: QUIET_COMMAND,
    runPrefix,
    chosenBy,
    ...(idPointer === undefined ? {} : { idPointer }),
    credentials: [own, ...(target.other ? [target.other] : [])].map(credentialVariables),
    ...otherVariable(target.other),
    configuredHeaders: target.headers.map(([name]) => name),
    headersVariable: `${vendor.profile.env}_HEADERS`,
    timeoutMs: target.timeoutMs,
  });
  if (!written) return undefined;
  // What must be redacted cannot be sent again from the text.
  const script = redactor.text(written.script);
  return script.includes('[redacted') ? undefined : { ...written, script };
}
