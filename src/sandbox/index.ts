import { createKnotSandbox } from './knot/index.ts';
import { createMastercardSandbox } from './mastercard/index.ts';
import type { Sandbox, SandboxOptions } from './types.ts';

/** The vendors that have an embedded reference implementation. */
export const SANDBOXES: Readonly<Record<string, (options: SandboxOptions) => Promise<Sandbox>>> = {
  knot: createKnotSandbox,
  mastercard: createMastercardSandbox,
};

export { serveSandbox } from './serve.ts';
export type { ServedSandbox } from './serve.ts';
export { inProcessBaseUrl, inProcessTransport } from './transport.ts';
export type { Sandbox, SandboxOptions } from './types.ts';
