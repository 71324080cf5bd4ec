import { performance } from 'node:perf_hooks';
import { systemClock } from '../src/clock.ts';
import { padded } from './padded.ts';
import { SANDBOXES, serveSandbox, type Sandbox } from '../src/sandbox/index.ts';

/** A request that the server was sent, as it can be sent again. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
  /** Instant of its arrival, in ms. */
  readonly at: number;
}

/** What the process sends its parent: where it serves, then on each message the requests since the last one. */
export type ServerMessage =
  | { readonly baseUrl: string; readonly environment: Readonly<Record<string, string>> }
  | { readonly requests: readonly Recorded[] };

// The sandbox of a vendor in a process of its own, which remembers what it was asked, and pads its answers on request.
const [vendor = '', bytes = '0'] = process.argv.slice(2);
const create = SANDBOXES[vendor];
if (!create) throw new Error(`There is no sandbox of "${vendor}".`);
const sandbox = await create({ clock: systemClock });
const seen: { readonly request: Request; readonly body: Buffer | undefined; readonly at: number }[] = [];
const fetch: Sandbox['fetch'] = (request, env) => {
  seen.push({ request, body: env?.rawBody, at: performance.now() });
  return sandbox.fetch(request, env);
};
const served = await serveSandbox(padded({ ...sandbox, fetch }, Number(bytes)), { port: 0 });
send({ baseUrl: served.baseUrl, environment: { ...sandbox.environment, ...sandbox.defaults } });
process.on('message', () => send({ requests: seen.splice(0).map(recorded) }));
process.once('disconnect', () => void served.close().then(() => sandbox.dispose()));

function recorded({ request, body, at }: (typeof seen)[number]): Recorded {
  const { pathname, search } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  return { method: request.method, path: pathname + search, headers, body: body?.toString('base64') ?? '', at };
}

function send(message: ServerMessage): void {
  process.send?.(message);
}
