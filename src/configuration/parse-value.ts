import { didYouMean, ConfigurationError } from '../errors.ts';
import type { Environment } from './environment.ts';

/** The longest time that Node's timers can count. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A whole number, or the default where the variable is not set.
 * @throws ConfigurationError where it is anything else, or out of range.
 */
export function readNumber(
  environment: Environment,
  name: string,
  { byDefault, min = 0, max = LONGEST_MS }: { byDefault: number; min?: number; max?: number },
): number {
  const text = environment[name]?.trim();
  if (text === undefined) return byDefault;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new ConfigurationError(
    `${name} must be a whole number from ${min} to ${max}, written in digits: correct or unset it.`,
  );
}

/** @throws ConfigurationError where the variable is set to none of the words. */
export function readWord<W extends string>(environment: Environment, name: string, words: readonly W[]): W | undefined {
  const text = environment[name]?.trim();
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw new ConfigurationError(
    `${name} must be one of ${words.join(', ')}${didYouMean(text, words) || '.'} Correct or unset it.`,
  );
}

/**
 * Entries between commas.
 * @throws ConfigurationError that counts the entries from 1 where one is empty or is given twice.
 */
export function readList(environment: Environment, name: string): string[] | undefined {
  const entries = environment[name]?.split(',').map((entry) => entry.trim());
  entries?.forEach((entry, index) => {
    if (entry === '')
      throw new ConfigurationError(
        `Entry ${index + 1} of ${name} is empty: separate the entries by one comma each, none at the end.`,
      );
    const earlier = entries.indexOf(entry);
    if (earlier < index)
      throw new ConfigurationError(
        `Entries ${earlier + 1} and ${index + 1} of ${name} are the same: name each only once.`,
      );
  });
  return entries;
}

/**
 * Prefixes of card numbers.
 * @throws ConfigurationError where an entry is not made of digits.
 */
export function readCardRanges(environment: Environment, name: string): string[] | undefined {
  const ranges = readList(environment, name);
  const wrong = ranges?.findIndex((range) => !/^\d{1,19}$/.test(range)) ?? -1;
  if (wrong < 0) return ranges;
  throw new ConfigurationError(
    `Entry ${wrong + 1} of ${name} is not the beginning of a card number: write 1 to 19 digits.`,
  );
}
