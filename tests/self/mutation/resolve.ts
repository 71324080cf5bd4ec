import type { InitializeHook, ResolveHook } from 'node:module';

const STAND_IN = 'tests/self/mutation/stand-in.ts';

let root = '';

export const initialize: InitializeHook<string> = (data) => {
  root = data;
};

/**
 * What a module with a query (`?load=7`) imports from this repository gets the same query: every loading has modules
 * of its own, none of which remembers another mutant. Packages are loaded once. Spec files get the stand-in for
 * `@playwright/test`, and the stand-in the real one.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const query = /\?load=\d+$/.exec(context.parentURL ?? '')?.[0];
  if (query === undefined) return nextResolve(specifier, context);
  const standIn = `${root}${STAND_IN}${query}`;
  if (specifier === '@playwright/test' && context.parentURL !== standIn) {
    return { url: standIn, format: 'module', shortCircuit: true };
  }
  const resolved = await nextResolve(specifier, context);
  const ours = resolved.url.startsWith(root) && !resolved.url.startsWith(`${root}node_modules/`);
  return ours ? { ...resolved, url: `${resolved.url.split('?')[0]}${query}` } : resolved;
};
