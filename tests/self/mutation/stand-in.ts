type Body = () => unknown;

interface Noted {
  readonly title: string;
  readonly body: Body;
}

export const noted: Noted[] = [];

/**
 * Stands in for Playwright's `test` while mutants are tried: notes what it is given.
 * @public spec files import it, by the name of Playwright's package.
 */
export const test = Object.assign((title: string, body: Body): void => void noted.push({ title, body }), {
  describe: (_title: string, group: () => void): void => group(),
});

/** @public as `test` is. */
export { expect } from '@playwright/test';
