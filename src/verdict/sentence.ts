import type { Violation } from './condition.ts';
import type { Facts } from './types.ts';

/** States what a violation means: of what was looked at, by the key that does not hold, with all that the check saw of it. */
export type SentenceOf = (about: string, violation: Violation, facts: Facts) => string;

/** The same text with a capital at its beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
