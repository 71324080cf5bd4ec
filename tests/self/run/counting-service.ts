import { ExchangeError, type Transport, type WireRequest, type WireResponse } from '../../../src/exchange/types.ts';

/** How a service takes one creation. */
export type Mood = 'fine' | 'busy' | 'failing' | 'silent' | 'refusing' | 'made and failing';

/** A service of the first vendor's calls that counts the creations that reach it, whatever it answers. */
export interface CountingService {
  readonly transport: Transport;
  readonly creations: () => number;
}

/**
 * @param moods in turn, one a creation
 * @param forgets whether a read shows nobody
 */
export function countingService(moods: readonly Mood[], forgets: boolean): CountingService {
  const users = new Set<string>();
  let creations = 0;
  /** Whom creations named: one that was refused for now may be sent again. */
  const asked = new Set<string>();
  const transport: Transport = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const caller = callerOf(request);
    const id = idIn(request) ?? searchParams.get('external_user_id') ?? '';
    const key = `${caller} ${id}`;
    switch (pathname) {
      case '/session/create': {
        const mood = moods[creations % moods.length] ?? 'fine';
        creations += 1;
        asked.add(key);
        if (mood === 'fine' || mood === 'made and failing') users.add(key);
        return moodily(mood);
      }
      case '/development/accounts/link':
        return users.has(key) ? answer(200, { message: 'Success' }) : answer(400, UNKNOWN);
      case '/accounts/get':
        return users.has(key) && !forgets ? answer(200, ACCOUNTS) : answer(400, UNKNOWN);
      default:
        if (!users.delete(key)) return answer(400, UNKNOWN);
        return answer(200, { message: 'Success' });
    }
  };
  return { transport, creations: () => asked.size };
}

const UNKNOWN = { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: 'No such user.' };
const ACCOUNTS = [{ merchant: { id: 19, name: 'A merchant' }, connection: { status: 'connected' } }];

function moodily(mood: Mood): WireResponse {
  switch (mood) {
    case 'busy':
      return { ...answer(429, {}), headers: [['Retry-After', '1']] };
    case 'failing':
    case 'made and failing':
      return answer(500, { message: 'Failed' });
    case 'silent':
      throw new ExchangeError('reset', 'The connection ended.');
    case 'refusing':
      return answer(400, { error_type: 'INVALID_REQUEST', error_code: 'INVALID_FIELD', error_message: 'No.' });
    case 'fine':
      return answer(200, { session: 'session' });
  }
}

function answer(status: number, body: unknown): WireResponse {
  const headers = [['Content-Type', 'application/json']] as const;
  return { status, headers, body: Buffer.from(JSON.stringify(body)), truncated: false, durationMs: 1 };
}

function callerOf({ headers }: WireRequest): string {
  return headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
}

function idIn({ body }: WireRequest): string | undefined {
  try {
    const { external_user_id: id } = JSON.parse(String(body)) as { external_user_id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
