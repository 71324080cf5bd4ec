import http from 'node:http';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Redacted } from '../../src/evidence/redacted.ts';

/** Functions by name. Arguments and results cross as JSON; undefined stays undefined. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each method declares its own arguments
export type Methods = Readonly<Record<string, (...args: any[]) => Promise<Redacted<unknown>>>>;

export interface MethodService {
  /** Whoever knows it may call: it holds a random token. */
  readonly url: string;
  /** Drops open connections too, so it never waits for a caller. */
  readonly close: () => Promise<void>;
}

type Answer = { readonly value?: unknown } | { readonly error: string };

/** Redacts the message of an error, which is part of no result. */
type Redact = (text: string) => Redacted<string>;

/** Kept-alive sockets that are idle do not hold the process: Node unrefs them in the pool. */
const agent = new http.Agent({ keepAlive: true });

// None of these is a CONFORMANCE_ name: those belong to the operator, and an unknown one is refused.
const VENDORS = 'DELETION_CONFORMANCE_VENDORS';
const SPECS = 'DELETION_CONFORMANCE_SPECS';
const CHANNEL = 'DELETION_CONFORMANCE_CHANNEL';

/**
 * Tells processes that are started from now on which vendors are judged and which specs folder is used (by
 * environment variables).
 */
export function publishVendors(vendors: readonly string[], specs: string): void {
  process.env[VENDORS] = JSON.stringify({ pid: process.pid, vendors });
  process.env[SPECS] = specs;
}

/** The vendors that the main process judges; undefined in that process itself. */
export function judgedVendors(): readonly string[] | undefined {
  const text = process.env[VENDORS];
  if (text === undefined) return undefined;
  const { pid, vendors } = JSON.parse(text) as { pid: number; vendors: string[] };
  return pid === process.pid ? undefined : vendors;
}

/** @throws Error where the main process has published nothing: a test was started without its configuration */
export function publishedSpecs(): string {
  return published(SPECS);
}

/** Publishes to the workers that are started from now on where the main process serves its results. */
export function publishChannel(url: string): void {
  process.env[CHANNEL] = url;
}

/** @throws Error where the main process has published nothing: a test was started without the global set-up */
export function channelUrl(): string {
  return published(CHANNEL);
}

function published(name: string): string {
  const value = process.env[name];
  if (value !== undefined) return value;
  throw new Error(
    'The set-up of the run has not taken place: start it with npm run conformance or npx playwright test.',
  );
}

/**
 * Serves functions to the other processes of this run, on loopback only. The tests ask the main process
 * for what it judged: a failing test ends its worker, and what the run shares must not end with it.
 * @param redact what the messages of errors go through
 */
export async function serveMethods(methods: Methods, redact: Redact): Promise<MethodService> {
  const path = `/${randomBytes(24).toString('hex')}`;
  const server = http.createServer((request, response) => {
    if (request.url !== path || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    void readText(request)
      .then((text) => invoke(methods, text, redact))
      .then((answer) => response.end(answer))
      .catch(() => response.destroy());
  });
  // The callers' idle sockets stay open: one that the server closed would look like a failed call.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Calls a function that another process of this run serves.
 * @throws Error with the message of what the function threw, or one that states that the service is gone
 */
export async function callMethod(url: string, name: string, args: readonly unknown[]): Promise<unknown> {
  const answer = await post(url, JSON.stringify({ name, args }));
  if ('error' in answer) throw new Error(answer.error);
  return answer.value;
}

/** @returns the Answer as JSON; also where a result cannot be written as JSON. */
async function invoke(methods: Methods, text: string, redact: Redact): Promise<string> {
  try {
    const { name, args } = JSON.parse(text) as { name: string; args: unknown[] };
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new Error(`This run serves no method named ${JSON.stringify(name)}.`);
    return JSON.stringify({ value: await method(...args) } satisfies Answer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return JSON.stringify({ error: redact(message) } satisfies Answer);
  }
}

function post(url: string, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = (error: Error & { code?: string }) =>
      reject(new Error(`The service of this run does not answer (${error.code ?? 'closed'}).`));
    const request = http.request(url, { method: 'POST', agent }, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        reject(new Error(`The service of this run refused the call (status ${response.statusCode}).`));
        return;
      }
      readText(response).then((text) => resolve(JSON.parse(text) as Answer), gone);
    });
    request.on('error', gone);
    request.end(body);
  });
}

async function readText(stream: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
