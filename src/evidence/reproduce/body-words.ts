import { givesAway, type ShellValue } from '../../auth/shell-values.ts';
import { headerValues } from '../../http/message.ts';
import type { WireRequest } from '../../http/types.ts';
import { isLong, passes, printing, typed } from '../typed-body.ts';
import { piecesOf, printf, word } from './shell-text.ts';
import type { ScriptInput } from './types.ts';

/** The words of curl that send a body, and the body itself for what else needs it. */
interface BodyWords {
  readonly words: readonly string[];
  /** As a word of its own; absent where there is no body, or none that a word can hold. */
  readonly word?: string;
  /** The command that prints it, where no word can hold it. */
  readonly printed?: string;
}

/** How a script writes the body of a request; undefined where it cannot. */
export function bodyWords(
  request: WireRequest,
  values: readonly ShellValue[],
  { credentials }: Pick<ScriptInput, 'credentials'>,
): BodyWords | undefined {
  const body = request.body ?? (/^(POST|PUT|PATCH)$/.test(request.method) ? Buffer.alloc(0) : undefined);
  if (!body) return { words: [] };
  // Else curl would declare a form.
  const noType = headerValues(request.headers, 'content-type').length === 0 ? ["-H 'Content-Type:'"] : [];
  const text = typed(body);
  if (text !== undefined) {
    const one = word(piecesOf(text, values));
    return { words: [...noType, text.startsWith('@') ? '--data-raw' : '--data-binary', one], word: one };
  }
  const secrets = credentials.flatMap((one) => one.secrets);
  if (!passes(body, (one) => !givesAway(one, secrets))) return undefined;
  const printed = isLong(body) ? substituted(body, values) : printf(piecesOf(body.toString('latin1'), values));
  return printed === undefined ? undefined : { words: [...noType, `--data-binary @<(${printed})`], printed };
}

/** A long body as the run sent it, and sed to put in what is new in every run of the script. */
function substituted(body: Buffer, values: readonly ShellValue[]): string | undefined {
  const command = printing(body);
  const text = body.toString('latin1');
  const used = values
    .filter(({ value }) => value !== '' && text.includes(value))
    .sort((a, b) => b.value.length - a.value.length)
    .map(({ value, shell }) => `s/${value.replaceAll('.', '\\.')}/${shell}/g`);
  return command === undefined || used.length === 0 ? command : `${command} | LC_ALL=C sed "${used.join('; ')}"`;
}
