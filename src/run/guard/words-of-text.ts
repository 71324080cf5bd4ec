import type { Scalar } from './tolerant-json.ts';

/** A word of a text that is neither JSON nor a form. */
export interface PlainWord {
  readonly word: string;
  /** Whether it stands where notations have a name: before `:` or `=`, or in a tag. */
  readonly isName: boolean;
  /** The name that it directly follows; empty where there is none. */
  readonly name: string;
}

const WORD = /[^\s"{}[\],:<>=&;]+/gu;
const HAS_CHARACTER = /[\p{L}\p{N}]/u;
/** What follows a name, and what precedes one in a tag. */
const AFTER_NAME = /^["'\s]*[:=]/;
const IN_TAG = /<$/;
/** A name, and what may be between it and its value. */
const NAME_BEFORE = /([^\s"'{}[\],:<>=&;]+)(?:["'\s]*[:=]|>)["'\s]*$/u;
/** So far back and forth a name is looked for. */
const NEAR = 200;

/** The words of a text from a position on, each with the name that it follows. */
export function plainWords(text: string, from: number): PlainWord[] {
  return [...text.slice(from).matchAll(WORD)].flatMap(({ 0: word, index }) => {
    if (!HAS_CHARACTER.test(word)) return [];
    const at = from + index;
    const before = text.slice(Math.max(0, at - NEAR), at);
    const end = at + word.length;
    const isName = AFTER_NAME.test(text.slice(end, end + NEAR)) || IN_TAG.test(before);
    return [{ word, isName, name: NAME_BEFORE.exec(before)?.[1] ?? '' }];
  });
}

/** The constants that are under the name that a word follows. */
export function constantsAt({ name }: PlainWord, constants: readonly Scalar[], idNames: readonly string[]): Scalar[] {
  return idNames.includes(name) ? [] : constants.filter((one) => one.name !== '' && one.name === name);
}
