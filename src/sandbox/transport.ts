import { fetchInProcess, toRequest } from '../http/fetch-in-process.ts';
import type { Transport } from '../http/types.ts';
import type { Sandbox } from './types.ts';

/** The base URL under which {@link inProcessTransport} reaches a sandbox. Nothing listens there. */
export function inProcessBaseUrl(sandbox: Sandbox): string {
  return `http://127.0.0.1${sandbox.basePath}`;
}

/**
 * A transport that hands requests to a sandbox inside this process, without a socket. The time limit is real time:
 * a sandbox that never answers ends in ExchangeError `timeout`; one that throws, in the error it threw or in `reset`.
 */
export function inProcessTransport(sandbox: Sandbox): Transport {
  return async (wire, limits) => {
    const request = toRequest(wire);
    return fetchInProcess(() => sandbox.fetch(request, { rawBody: wire.body ?? Buffer.alloc(0) }), limits);
  };
}
