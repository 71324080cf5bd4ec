import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A mutant as Stryker describes it. */
export interface StrykerMutant {
  readonly id: string;
  readonly fileName: string;
  readonly location: Location;
  readonly replacement?: string;
  readonly status?: string;
}

/** Lines and columns from 0. */
export interface Location {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

interface SourceFile {
  readonly name: string;
  readonly content: string;
}

interface Instrumenter {
  instrument(
    files: readonly (SourceFile & { readonly mutate: boolean })[],
    options: object,
  ): Promise<{ readonly files: readonly SourceFile[]; readonly mutants: readonly StrykerMutant[] }>;
}

interface Injector {
  provideValue(token: string, value: unknown): Injector;
  injectFunction(factory: unknown): Instrumenter;
}

const stryker = createRequire(createRequire(import.meta.url).resolve('@stryker-mutator/core'));

/** Stryker's instrumenter, of the version that Stryker itself comes with. */
export async function strykerInstrumenter(): Promise<Instrumenter> {
  const { createInstrumenter } = (await load('@stryker-mutator/instrumenter')) as { createInstrumenter: unknown };
  const { createInjector } = (await load('typed-inject')) as { createInjector: () => Injector };
  const log = new Proxy({}, { get: () => () => false });
  return createInjector()
    .provideValue('logger', log)
    .provideValue('getLogger', () => log)
    .provideValue('options', {})
    .injectFunction(createInstrumenter);
}

async function load(name: string): Promise<object> {
  return (await import(pathToFileURL(stryker.resolve(name)).href)) as object;
}
