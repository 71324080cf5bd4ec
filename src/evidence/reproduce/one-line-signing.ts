import { schemeOf, type Credentials } from '../../auth/schemes.ts';
import { signedWith } from '../../auth/signed-with.ts';
import { COMMAND } from '../../build-info.ts';
import type { WireRequest } from '../../http/types.ts';
import { bodyCommand } from '../curl.ts';
import type { Redactor } from '../redact.ts';
import { typed } from '../typed-body.ts';
import { signWords } from './credential-words.ts';
import { shellLiteral } from './shell-text.ts';

/** The command as a line of its own calls it: nothing but its answer is printed. */
export const QUIET_COMMAND = COMMAND.replace(/^npm run /, 'npm run --silent ');

/**
 * The words of a curl line whose request the suite's own command signs, wrongly where it was signed wrongly.
 * @returns undefined for a request that was not signed by it, that repeats a nonce, or whose body no command can print
 */
export function oneLineSigning(
  request: WireRequest,
  vendor: string,
  other: Credentials | undefined,
  redactor: Pick<Redactor, 'text'>,
): string[] | undefined {
  const made = signedWith(request);
  if (!made || made.name?.endsWith('replayed-nonce')) return undefined;
  const { body } = made.given;
  const text = body && typed(body);
  const printed = body !== undefined && text === undefined ? bodyCommand(body, redactor) : undefined;
  if (body !== undefined && text === undefined && printed === undefined) return undefined;
  return signWords(request, {
    command: `${QUIET_COMMAND} sign --vendor ${vendor}`,
    url: shellLiteral(made.given.url),
    ...(text === undefined ? {} : { body: shellLiteral(text) }),
    ...(printed === undefined ? {} : { printed }),
    ...otherVariable(other),
  });
}

/** The variable of the second tenant's key, where its requests are signed by the command. */
export function otherVariable(other: Credentials | undefined): { readonly otherVariable?: string } {
  if (!other || !schemeOf(other).signed) return {};
  return { otherVariable: Object.values(other.names)[0] ?? '' };
}
