import { ExchangeError, type ExchangeErrorKind } from '../../../src/http/types.ts';

/** A request as the little server sees it. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Who calls, by the Authorization header; undefined where nobody is known by it. */
  readonly tenant: 'own' | 'other' | undefined;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** One record: whose it is and what it holds. */
export interface Stored {
  readonly tenant: string;
  readonly id: string;
  readonly marker: unknown;
}

export const OWN = 'Bearer right';
const TENANTS: Readonly<Record<string, Call['tenant']>> = { [OWN]: 'own', 'Bearer second': 'other' };
const UNKNOWN: Reply = { status: 404, body: { code: 'unknown' } };

/**
 * A deletion endpoint in memory: `{"ids": [...]}` is answered 200 `{deleted: [...]}`, nobody found 404 `unknown`, a
 * faulty body 400 `faulty`, wrong credentials 401 `credentials`. A lie replaces one of its steps.
 */
export class LittleServer {
  readonly records = new Map<string, Stored>();
  /** Called first; an answer or a failure here is what comes back. */
  lie: (call: Call, server: LittleServer) => Reply | ExchangeErrorKind | undefined = () => undefined;
  /** What the deletion of one user leaves: nothing. */
  erase: (record: Stored) => void = (record) => void this.records.delete(key(record));
  /** What a creation gives. */
  mayCreate: (id: string) => boolean = () => true;
  /** Under which spelling an id is stored. */
  spelled: (id: string) => string = (id) => id;

  create(tenant: string, id: string, marker: unknown): void {
    const record = { tenant, id: this.spelled(id), marker };
    this.records.set(key(record), record);
  }

  find(tenant: string, id: string): Stored | undefined {
    return this.records.get(key({ tenant, id: this.spelled(id) }));
  }

  answer(call: Call): Reply {
    const lie = this.lie(call, this);
    if (typeof lie === 'string') throw new ExchangeError(lie, `The little server plays ${lie}.`);
    if (lie) return lie;
    const { tenant } = call;
    if (!tenant) return { status: 401, body: { code: 'credentials' } };
    const ids = idsIn(call.text);
    if (!ids || call.method !== 'POST') return { status: 400, body: { code: 'faulty' } };
    const found = ids.flatMap((id) => this.find(tenant, id) ?? []);
    if (found.length === 0) return UNKNOWN;
    found.forEach((record) => this.erase(record));
    return { status: 200, body: { deleted: found.map(({ id }) => id) } };
  }
}

/** The ids of a body that keeps the contract. */
export function idsIn(text: string): string[] | undefined {
  try {
    const { ids } = JSON.parse(text) as { ids?: unknown };
    const good = Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string');
    return good ? ids : undefined;
  } catch {
    return undefined;
  }
}

export function tenantOf(authorization: string | undefined): Call['tenant'] {
  return TENANTS[authorization ?? ''];
}

const key = ({ tenant, id }: Pick<Stored, 'tenant' | 'id'>): string => `${tenant} ${id}`;
