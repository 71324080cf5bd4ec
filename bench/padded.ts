import type { Sandbox } from '../src/sandbox/index.ts';

/**
 * A sandbox whose JSON answers are padded to a size and as legal as before: by a further property where the answer is an
 * object or a list of objects, else by blanks around the JSON text (RFC 8259, section 2).
 */
export function padded(sandbox: Sandbox, bytes: number): Sandbox {
  const fetch: Sandbox['fetch'] = async (request, env) => {
    const response = await sandbox.fetch(request, env);
    if (bytes === 0 || !/json/.test(response.headers.get('content-type') ?? '')) return response;
    const text = await response.text();
    return new Response(text === '' ? null : larger(text, bytes - text.length), response);
  };
  return { ...sandbox, fetch };
}

function larger(text: string, missing: number): string {
  if (missing <= 0) return text;
  const value = JSON.parse(text) as unknown;
  const [holder] = [value].flat();
  if (typeof holder !== 'object' || holder === null) return text + ' '.repeat(missing);
  Object.assign(holder, { padding: 'x'.repeat(missing) });
  return JSON.stringify(value);
}
