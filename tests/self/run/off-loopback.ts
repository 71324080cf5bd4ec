import { virtualClock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { keysOnce, loadOnce } from './in-process.ts';
import { judgeVendor, type JudgedParts } from './judge-vendor.ts';

export interface OffLoopback extends Pick<JudgedParts, 'select' | 'allowHazardous' | 'options'> {
  readonly through?: (inner: Transport) => Transport;
}

/** Judges the sandbox as if it were at somebody else's host; nothing leaves this process. */
export async function judgeElsewhere(name: 'knot' | 'mastercard', given: OffLoopback = {}): Promise<Results> {
  const { through = (inner) => inner, ...parts } = given;
  const clock = virtualClock();
  const sandbox =
    name === 'knot'
      ? await createKnotSandbox({ clock })
      : await createMastercardSandbox({ clock, credentials: await keysOnce() });
  const vendor = await loadOnce(name);
  const variables = {
    ...sandbox.environment,
    [`${vendor.profile.env}_BASE_URL`]: `https://vendor.example${sandbox.basePath}`,
    [`${vendor.profile.env}_MAX_USERS`]: '1000',
    CONFORMANCE_ALLOW_DELETE: '1',
  };
  const target = readTarget(vendor.profile, variables, 'configured', name);
  return judgeVendor({ vendor, target, transport: through(elsewhere(sandbox)), clock, seed: 1, ...parts });
}

/** Takes requests to any host to a sandbox; nobody listens for clear text. */
export function elsewhere(sandbox: Sandbox): Transport {
  return async ({ method, url, headers, body }) => {
    if (url.startsWith('http:'))
      return { status: 403, headers: [], body: Buffer.from(''), truncated: false, durationMs: 1 };
    const lines = headers.map(([name, value]): [string, string] => [name, value]);
    const isSent = body !== undefined && method !== 'GET' && method !== 'HEAD';
    const request = new Request(url, { method, headers: lines, ...(isSent ? { body: new Uint8Array(body) } : {}) });
    const answer = await sandbox.fetch(request, { rawBody: body ?? Buffer.alloc(0) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: [...answer.headers], body: bytes, truncated: false, durationMs: 1 };
  };
}
