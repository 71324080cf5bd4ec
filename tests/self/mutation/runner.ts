import { readdir } from 'node:fs/promises';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { AREAS } from './areas.ts';
import type * as StandIn from './stand-in.ts';

/** By what the mutated code knows which of its mutants is active, and tells which were reached (Stryker's names). */
interface Instruments {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: object;
  hitCount?: number;
  hitLimit?: number;
}

declare global {
  var __stryker__: Instruments | undefined;
}

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  /** Spec files that reach the mutant. */
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

/**
 * A test runner for Stryker: one test is a spec file, run in this process with modules of its own until a test in it
 * fails. So every mutant meets freshly loaded code, is tried by all files that reach it and by no others, and costs no
 * process: that would be a second and more for each of thousands.
 */
class SpecRunner {
  readonly #tests: string;
  /** Of the sandbox: Stryker has made it the working directory when the first mutant is tried. */
  #root: URL | undefined;
  #loaded = 0;

  constructor(tests: string) {
    this.#tests = tests;
  }

  capabilities(): object {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<object> {
    const instruments: Instruments = {};
    globalThis.__stryker__ = instruments;
    const tests: object[] = [];
    for (const file of await this.#files()) {
      const start = performance.now();
      const failureMessage = await this.#failureOf(file, instruments);
      const timeSpentMs = performance.now() - start;
      tests.push({
        id: file,
        name: file,
        timeSpentMs,
        ...(failureMessage ? { status: 1, failureMessage } : { status: 0 }),
      });
    }
    return { status: 'complete', tests, mutantCoverage: instruments.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun): Promise<object> {
    const instruments: Instruments = { activeMutant: activeMutant.id };
    if (hitLimit !== undefined) Object.assign(instruments, { hitLimit, hitCount: 0 });
    globalThis.__stryker__ = instruments;
    const files = (await this.#files()).filter((file) => testFilter?.includes(file) ?? true);
    for (const [index, file] of files.entries()) {
      const failureMessage = await this.#failureOf(file, instruments);
      if ((instruments.hitCount ?? 0) > (hitLimit ?? Infinity)) return { status: 'timeout', reason: 'endless loop' };
      if (failureMessage) return { status: 'killed', killedBy: [file], failureMessage, nrOfTests: index + 1 };
    }
    return { status: 'survived', nrOfTests: files.length };
  }

  async #failureOf(file: string, instruments: Instruments): Promise<string | undefined> {
    instruments.currentTestId = file;
    let running = file;
    try {
      const noted = await this.#load(file);
      if (noted.length === 0) throw new Error('no test in it');
      for (const { title, body } of noted) {
        running = title;
        await body();
      }
      return undefined;
    } catch (error) {
      return `${running}: ${String(error)}`;
    }
  }

  async #load(file: string): Promise<typeof StandIn.noted> {
    this.#loaded += 1;
    const query = `?load=${this.#loaded}`;
    await import(this.#folder().href + file + query);
    const standIn = new URL(`../mutation/stand-in.ts${query}`, this.#folder());
    return ((await import(standIn.href)) as typeof StandIn).noted;
  }

  /** Tests of properties last: they take seconds, and what an example shows needs no such search. */
  async #files(): Promise<string[]> {
    const files = (await readdir(this.#folder())).filter((name) => name.endsWith('.spec.ts'));
    const slow = (name: string): number => Number(name.includes('-property'));
    return files.sort((a, b) => slow(a) - slow(b) || a.localeCompare(b));
  }

  #folder(): URL {
    this.#root ??= hooked();
    return new URL(`tests/self/${this.#tests}/`, this.#root);
  }
}

function hooked(): URL {
  const root = pathToFileURL(`${process.cwd()}/`);
  register('./resolve.ts', import.meta.url, { data: root.href });
  return root;
}

/** One runner for each area, by its name. */
export const strykerPlugins = AREAS.map(({ name, tests }) => ({
  kind: 'TestRunner',
  name,
  factory: () => new SpecRunner(tests),
}));
