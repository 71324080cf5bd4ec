import type { Sandbox, SandboxOptions } from './types.ts';

/**
 * The vendors that have an embedded reference implementation. Each is loaded when it is made: a run against a configured
 * target needs none.
 */
export const SANDBOXES: Readonly<Record<string, (options: SandboxOptions) => Promise<Sandbox>>> = {
  knot: async (options) => (await import('./knot/index.ts')).createKnotSandbox(options),
  mastercard: async (options) => (await import('./mastercard/index.ts')).createMastercardSandbox(options),
};
