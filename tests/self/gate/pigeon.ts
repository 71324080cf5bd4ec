import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { serveSandbox, type Sandbox } from '../../../src/sandbox/index.ts';
import { pigeonServer } from '../third-vendor/server.ts';

const SPECS = fileURLToPath(new URL('../third-vendor/specs', import.meta.url));

/** A small vendor that is served here and judged by the command: quicker than the built-in ones. */
export interface Pigeon {
  readonly variables: Readonly<Record<string, string>>;
  /** That a request is not answered any more. */
  readonly reached: Promise<void>;
  close(): Promise<void>;
}

/**
 * @param honest false: it answers success and erases nobody.
 * @param answers how many requests are answered at all
 */
export async function servePigeon(honest = true, answers = Infinity): Promise<Pigeon> {
  const token = randomUUID();
  const pigeon = pigeonServer(token, honest);
  let seen = 0;
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const fetch: Sandbox['fetch'] = (request, env) => {
    seen += 1;
    if (seen <= answers) return pigeon.fetch(request, env);
    reach();
    return new Promise<Response>(() => undefined);
  };
  const served = await serveSandbox({ ...pigeon, fetch }, { port: 0 });
  return {
    reached,
    variables: {
      CI: 'true',
      CONFORMANCE_SPECS: SPECS,
      PIGEON_BASE_URL: served.baseUrl,
      PIGEON_TOKEN: token,
      PIGEON_SETTLE_MS: '300',
      PIGEON_DELETION_DEADLINE_MS: '300',
    },
    close: () => served.close(),
  };
}
