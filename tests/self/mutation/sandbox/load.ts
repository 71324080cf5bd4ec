import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';

let sources: Readonly<Record<string, string>> = {};
const RANDOM = new URL('./random.ts', import.meta.url).href;

export const initialize: InitializeHook<Readonly<Record<string, string>>> = (data) => {
  sources = data;
};

/**
 * What a module of the sandbox with a query (`?mutant=7`) imports from the sandbox gets the same query: every loading has
 * modules of its own, so that a mutant of a constant is one from the start. Everything else is loaded once.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const query = /\?mutant=\d+$/.exec(context.parentURL ?? '')?.[0];
  if (query !== undefined && specifier === 'node:crypto') return { url: RANDOM, format: 'module', shortCircuit: true };
  const resolved = await nextResolve(specifier, context);
  const [url = ''] = resolved.url.split('?');
  return query !== undefined && url in sources ? { ...resolved, url: url + query } : resolved;
};

/** Modules with a query come from the instrumented code. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const [file = '', query] = url.split('?');
  const source = query?.startsWith('mutant=') ? sources[file] : undefined;
  return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
};
