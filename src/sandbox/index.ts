export { SANDBOXES } from './registry.ts';
export { serveSandbox } from './serve.ts';
export type { ServedSandbox } from './serve.ts';
export { inProcessBaseUrl, inProcessTransport } from './transport.ts';
export type { Sandbox } from './types.ts';
