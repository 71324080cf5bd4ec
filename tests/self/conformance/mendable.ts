import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { pigeonServer } from '../third-vendor/server.ts';

/** An implementation that deletes nobody until it is mended. */
export interface Mendable {
  /** What a run of it is given. */
  readonly variables: Readonly<Record<string, string>>;
  /** Any request to it mends the implementation. */
  readonly mendUrl: string;
  /** How many requests it has received. */
  requests(): number;
  close(): Promise<void>;
}

/** Serves one on loopback. */
export async function serveMendable(): Promise<Mendable> {
  const token = randomUUID();
  const [broken, mended] = [pigeonServer(token, false), pigeonServer(token, true)];
  let isMended = false;
  let requests = 0;
  const served = await serveSandbox(
    {
      ...broken,
      fetch(request, env) {
        if (request.url.endsWith('/mend')) {
          isMended = true;
          return Response.json({});
        }
        requests += 1;
        return (isMended ? mended : broken).fetch(request, env);
      },
    },
    { port: 0 },
  );
  return {
    variables: {
      CI: 'true',
      CONFORMANCE_SPECS: fileURLToPath(new URL('../third-vendor/specs', import.meta.url)),
      PIGEON_BASE_URL: served.baseUrl,
      PIGEON_TOKEN: token,
      PIGEON_SETTLE_MS: '300',
      PIGEON_DELETION_DEADLINE_MS: '300',
    },
    mendUrl: `${served.baseUrl}/mend`,
    requests: () => requests,
    close: () => served.close(),
  };
}
