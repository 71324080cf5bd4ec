import type { Sandbox } from '../../../src/sandbox/types.ts';

/** What an implementation may do in another way. */
export interface LarkChanges {
  readonly erase?: (all: Map<string, string>, number: string) => void;
  readonly isNumber?: (value: unknown) => boolean;
  readonly answer?: (erased: string[], unknown: string[]) => { erased: string[]; unknown: string[] };
  readonly goneStatus?: number;
  readonly anyKey?: boolean;
  /** The key that a request is taken to hold, where it stands nowhere else. */
  readonly keyOf?: (request: Request) => string | null | undefined;
}

const problem = (status: number, code: string): Response => Response.json({ code }, { status });

const isMemberNumber = (value: unknown): boolean => typeof value === 'string' && /^M-[0-9]{6,10}$/.test(value);

/** A server of Lark Mail, which erases up to twenty members at once. */
export function larkServer(key: string, changes: LarkChanges = {}): Sandbox {
  const all = new Map<string, string>();
  const erased = new Set<string>();
  const { erase = (members, number) => void members.delete(number), isNumber = isMemberNumber } = changes;
  const { answer = (done, unknown) => ({ erased: done, unknown }), goneStatus = 410, anyKey = false } = changes;
  let next = 138_900;

  const eraseAll = (text: string): Response => {
    const numbers = listIn(text);
    if (!numbers || numbers.length < 1 || numbers.length > 20 || !numbers.every(isNumber))
      return problem(400, 'request_wrong');
    const asked = [...new Set(numbers.map(String))];
    const known = asked.filter((number) => all.has(number));
    for (const number of known) {
      erase(all, number);
      erased.add(number);
    }
    return Response.json(
      answer(
        known,
        asked.filter((number) => !known.includes(number)),
      ),
    );
  };

  return {
    vendor: 'lark',
    basePath: '',
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      const given = request.headers.get('x-lark-key') ?? changes.keyOf?.(request);
      if (!anyKey && given !== key) return problem(401, 'key_wrong');
      if (pathname === '/members' && request.method === 'POST') {
        const { name } = (await request.json()) as { name: string };
        const number = `M-${String(next++).padStart(7, '0')}`;
        all.set(number, name);
        return Response.json({ number, name }, { status: 201 });
      }
      if (pathname === '/erasures' && request.method === 'POST') {
        if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return problem(415, 'type_wrong');
        return eraseAll(await request.text());
      }
      const [, number = ''] = /^\/members\/([^/]+)$/.exec(pathname) ?? [];
      const name = all.get(number);
      if (name !== undefined) return Response.json({ number, name });
      return erased.has(number) ? problem(goneStatus, 'member_erased') : problem(404, 'member_unknown');
    },
    environment: { LARK_API_KEY: key },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}

function listIn(text: string): unknown[] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
