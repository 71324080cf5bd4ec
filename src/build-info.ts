import { existsSync, readFileSync } from 'node:fs';

/** What the build of the package writes down: an installed package has no checkout and no documents to read it from. */
export interface BuildInfo {
  readonly name: string;
  readonly version: string;
  /** Commit that it was built from; null where it was built outside a checkout. */
  readonly commit: string | null;
  /** Set where files of that commit were changed. */
  readonly modified?: true;
  readonly detection: DetectionData;
}

/** What the measurement of the suite found. */
export interface DetectionData {
  /** The totals in one sentence; null where nothing was measured. */
  readonly sentence: string | null;
  /** By id of the requirement: what the broken implementations do that it must catch. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  /** By id of the requirement: what broken implementations do that it alone finds, or why it stays although there is none. */
  readonly alone: Readonly<Record<string, { readonly faults: readonly string[]; readonly stays: string | null }>>;
}

/** Name of the file in the root of the built package. */
export const BUILD_FILE = 'build.json';

const FILE = new URL(`../${BUILD_FILE}`, import.meta.url);

/** Of the built package; undefined in a checkout. Read once. */
export const BUILD: BuildInfo | undefined = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as BuildInfo)
  : undefined;

/** How a user calls the command, as texts that ask for another call put it. */
export const COMMAND = BUILD ? `npx ${BUILD.name}` : 'npm run conformance --';
