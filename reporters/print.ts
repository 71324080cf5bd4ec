import type { Redacted } from '../src/evidence/redacted.ts';

/** The terminal. Nothing else in a command or a reporter prints, so nothing that is not redacted is printed. */
export function print(text: Redacted<string>): void {
  console.log(text);
}

/** The same on stderr. */
export function printError(text: Redacted<string>): void {
  console.error(text);
}
