import type { SandboxEnv } from './types.ts';

/** The largest request body a sandbox reads, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The request's body bytes; those of `env` win. Empty where there are none. */
export async function readBody(request: Request, env: SandboxEnv | undefined): Promise<Buffer> {
  if (env?.rawBody) return env.rawBody;
  return request.body ? Buffer.from(await request.arrayBuffer()) : Buffer.alloc(0);
}

/** Whether a Content-Type names JSON; parameters such as `charset` do not matter (RFC 9110, 8.3.1). */
export function isJson(contentType: string | null): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

/** JSON as a strict reader sees it (RFC 8259): UTF-8 only. Undefined where the bytes are not JSON. */
export function parseJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return undefined;
  }
}

/** A JSON object as a record, else an empty one: every member of it is then missing. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
