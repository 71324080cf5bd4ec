import type { Command } from 'commander';
import { ConfigurationError } from '../errors.ts';
import type { Results } from '../verdict/results.ts';

const MOST_CHARACTERS = 200;

/** Adds `--label` to a command that writes a report. */
export function addLabelOption(command: Command): Command {
  return command.option('--label <text>', 'what you call the judged build, such as "build 1.4.2"; shown in the report');
}

/**
 * The name of the judged build.
 * @throws ConfigurationError where it is empty, too long or of several lines
 */
export function parseLabel(text: string | undefined): string | null {
  if (text === undefined) return null;
  const isOneLine = !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
  if (text.trim() !== '' && text.length <= MOST_CHARACTERS && isOneLine) return text.trim();
  throw new ConfigurationError(`--label takes one line of 1 to ${MOST_CHARACTERS} characters.`);
}

/** Results with what is known of the process that judged: Node's version and the operator's name for the build. */
export function withCircumstances(results: Results, label: string | null): Results {
  const { complete, ...rest } = results;
  return { ...rest, node: process.version, ...(label === null ? {} : { label }), complete };
}
