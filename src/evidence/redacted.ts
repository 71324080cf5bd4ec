/** The mark of what may leave a run, which the compiler checks wherever something is written or sent. */

/** Its one property is private, so that a copy with one field changed (`{ ...value, message }`) has lost the mark. */
declare class Passed {
  private readonly passed: true;
}

/** A value whose texts hold no secret of the run. Only the functions of this folder make one. */
export type Redacted<T> = T & Passed;

/** A sentence of the suite's own. What varies in it is a number, or has been redacted. */
export function sentence(texts: TemplateStringsArray, ...values: (number | Redacted<string>)[]): Redacted<string> {
  return String.raw({ raw: texts }, ...values) as Redacted<string>;
}

/** The code of one of Node's errors, such as `ENOENT`: a word of a closed list. */
export function errorCode(error: unknown): Redacted<string> {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return (/^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'unknown error') as Redacted<string>;
}

/** What is made of a redacted value alone: a page, a summary. `make` must add no text from anywhere else. */
export function derive<T, U>(value: Redacted<T>, make: (value: Redacted<T>) => U): Redacted<U> {
  return make(value) as Redacted<U>;
}

/** A value that was read from a file of this suite: it was redacted when the file was written. */
export function readBack<T>(value: T): Redacted<T> {
  return value as Redacted<T>;
}
