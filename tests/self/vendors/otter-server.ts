import type { Sandbox } from '../../../src/sandbox/types.ts';

/** What a request asks for, before it is understood. */
export interface Asked {
  readonly method: string;
  /** The segment behind `/users/`, percent-decoded once; undefined where there is none. */
  readonly id: string | undefined;
  /** The path as it was sent. */
  readonly path: string;
  readonly token: string | null;
}

/** What an implementation may do in another way. */
export interface OtterChanges {
  readonly firstId?: number;
  /** The id that a deletion is about; undefined: it is none. */
  readonly idOf?: (asked: Asked) => number | undefined;
  readonly mayDelete?: (asked: Asked, right: string) => boolean;
  /** Removes; `all` are the users by id. */
  readonly remove?: (all: Map<number, string>, id: number) => void;
  readonly read?: (all: ReadonlyMap<number, string>, gone: ReadonlySet<number>, id: number) => boolean;
  readonly listed?: (all: ReadonlyMap<number, string>, gone: ReadonlySet<number>) => number[];
  /** Before everything else; an answer ends the request. */
  readonly first?: (asked: Asked, all: Map<number, string>, gone: ReadonlySet<number>) => Response | undefined;
  /** The last word on an answer. */
  readonly answer?: (response: Response, asked: Asked) => Response | Promise<Response>;
  /** After a refusal for the token. */
  readonly refused?: (all: Map<number, string>, asked: Asked) => void;
}

export const problem = (status: number, code?: string): Response =>
  Response.json(code === undefined ? {} : { code }, { status });

export const plainId = ({ id = '' }: Asked): number | undefined => (/^[1-9]\d*$/.test(id) ? Number(id) : undefined);

/** A server of Otter Club, which deletes users by `DELETE /users/{id}`. */
export function otterServer(right: string, changes: OtterChanges = {}): Sandbox {
  const all = new Map<number, string>();
  const gone = new Set<number>();
  const { idOf = plainId, read = (users, _, id) => users.has(id) } = changes;
  const { remove = (users, id) => void users.delete(id), listed = (users) => [...users.keys()] } = changes;
  const { mayDelete = ({ token }) => token === `Bearer ${right}` } = changes;
  let next = changes.firstId ?? 1000;

  const handle = async (request: Request, asked: Asked): Promise<Response> => {
    const first = changes.first?.(asked, all, gone);
    if (first) return first;
    const { method, path, token } = asked;
    const isDeletion = method === 'DELETE' && path.startsWith('/users/');
    if (isDeletion ? !mayDelete(asked, right) : token !== `Bearer ${right}`) {
      changes.refused?.(all, asked);
      return problem(401, 'token_wrong');
    }
    if (path === '/users' && method === 'GET')
      return Response.json(listed(all, gone).map((id) => ({ id, name: all.get(id) ?? 'somebody' })));
    if (path === '/users' && method === 'POST') {
      const { name } = (await request.json()) as { name: string };
      const id = next++;
      all.set(id, name);
      return Response.json({ id, name }, { status: 201 });
    }
    if (asked.id === undefined) return problem(404, 'path_unknown');
    if (!isDeletion && method !== 'GET') return problem(405, 'method_wrong');
    const id = isDeletion ? idOf(asked) : plainId(asked);
    if (id === undefined) return problem(400, 'id_wrong');
    if (!read(all, gone, id)) return problem(404, 'user_unknown');
    if (!isDeletion) return Response.json({ id, name: all.get(id) ?? 'somebody' });
    gone.add(id);
    remove(all, id);
    return new Response(null, { status: 204 });
  };

  return {
    vendor: 'otter',
    basePath: '',
    fetch: async (request) => {
      const path = /^[a-z]+:\/\/[^/]*([^?#]*)/i.exec(request.url)?.[1] ?? '';
      const [, segment] = /^\/users\/([^/]+)$/.exec(path) ?? [];
      const id = segment === undefined ? undefined : decoded(segment);
      const asked = { method: request.method, path, id, token: request.headers.get('authorization') };
      const response = await handle(request, asked);
      return changes.answer?.(response, asked) ?? response;
    },
    environment: { OTTER_TOKEN: right },
    defaults: {},
    dispose: () => Promise.resolve(),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
