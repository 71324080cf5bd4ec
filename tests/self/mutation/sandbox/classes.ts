import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Why a survivor survives. */
export const CLASSES = ['equivalent', 'allowed', 'missed', 'unclassed'] as const;

/** What a reader of the documents says of a mutant that no verdict shows. */
export interface Classed {
  /**
   * `equivalent`: no answer can differ. `allowed`: the documents allow what differs, by the rule. `missed`: they do not.
   * `unclassed`: nobody has looked yet; counts as missed.
   */
  readonly class: (typeof CLASSES)[number];
  /** Id in docs/rules.md. */
  readonly rule?: string;
  /** One line. */
  readonly proof: string;
  /** The mutant, for readers: "file: before → after". The hash decides. */
  readonly mutant: string;
}

const FOLDER = new URL('./classes/', import.meta.url);

/** Every classed survivor by the hash of its diff. @throws Error where two files class the same one */
export function readClasses(): ReadonlyMap<string, Classed> {
  const classes = new Map<string, Classed>();
  for (const name of readdirSync(FOLDER).sort())
    for (const [hash, one] of Object.entries(parse(readFileSync(new URL(name, FOLDER), 'utf8')) as object)) {
      if (classes.has(hash)) throw new Error(`${name} classes ${hash}, which is classed already.`);
      classes.set(hash, one as Classed);
    }
  return classes;
}
