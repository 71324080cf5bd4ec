import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../../../src/sandbox/types.ts';

/** What a request proves itself with. */
export interface Given {
  readonly authorization: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** What an implementation may do in another way. */
export interface WrenChanges {
  readonly remove?: (all: Map<string, string>, id: string) => void;
  /** The key that a request is taken to hold. */
  readonly keyOf?: (given: Given) => string | null | undefined;
  readonly isKey?: (given: string, right: string) => boolean;
  readonly deletesAnyway?: true;
  /** The id that a path means. */
  readonly idOf?: (text: string) => string;
  readonly takes?: readonly string[];
  readonly doneTwice?: true;
  readonly listed?: (all: ReadonlyMap<string, string>, gone: ReadonlySet<string>) => string[];
  readonly answer?: (id: string) => Response;
  readonly unknown?: () => Response;
  readonly refusal?: () => Response;
}

/** An error in the form of Wren Pay. */
export const problem = (status: number, code: string, more: object = {}): Response =>
  Response.json({ error: { code, message: 'See the documentation.', ...more } }, { status });

/** The user of HTTP Basic, where its password is empty. */
export function keyOfBasic({ authorization }: Pick<Given, 'authorization'>): string | undefined {
  const [, token = ''] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization.trim()) ?? [];
  const [, key] = /^([^:]*):$/.exec(Buffer.from(token, 'base64').toString('utf8')) ?? [];
  return key;
}

const newId = (): string =>
  `cus_${randomBytes(32)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 14)}`;

/** A server of Wren Pay, whose key is a user without a password. */
export function wrenServer(right: string, changes: WrenChanges = {}): Sandbox {
  const all = new Map<string, string>();
  const gone = new Set<string>();
  const { remove = (customers, id) => void customers.delete(id), keyOf = keyOfBasic } = changes;
  const { isKey = (given, own) => given === own, idOf = (text) => text, takes = ['DELETE'] } = changes;
  const { listed = (customers) => [...customers.keys()], refusal = () => problem(401, 'api_key_invalid') } = changes;
  const { answer = (id) => Response.json({ id, deleted: true }), unknown = () => problem(404, 'resource_missing') } =
    changes;

  const erase = (text: string): Response => {
    const id = idOf(text);
    if (changes.doneTwice && gone.has(id)) return answer(id);
    if (!all.has(id)) return unknown();
    remove(all, id);
    gone.add(id);
    return answer(id);
  };

  return {
    vendor: 'wren',
    basePath: '',
    fetch: async (request) => {
      const url = new URL(request.url);
      const [, text] = /^\/customers\/([^/]*)$/.exec(url.pathname) ?? [];
      const given = { authorization: request.headers.get('authorization') ?? '', url, headers: request.headers };
      const isDeletion = text !== undefined && takes.includes(request.method);
      if (!isKey(keyOf(given) ?? '', right)) {
        if (changes.deletesAnyway && isDeletion) erase(decodeURIComponent(text));
        return refusal();
      }
      if (url.pathname === '/customers' && request.method === 'POST') {
        if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? ''))
          return problem(400, 'form_expected');
        const name = new URLSearchParams(await request.text()).get('name') ?? '';
        const id = newId();
        all.set(id, name);
        return Response.json({ id, name }, { status: 201 });
      }
      if (url.pathname === '/customers' && request.method === 'GET')
        return Response.json({ data: listed(all, gone).map((id) => ({ id, name: all.get(id) ?? 'somebody' })) });
      return isDeletion ? erase(decodeURIComponent(text)) : problem(404, 'path_unknown');
    },
    environment: { WREN_API_KEY: right },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}
