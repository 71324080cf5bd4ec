import type { WireRequest } from '../../../src/http/types.ts';
import type { Chooser } from './hostile-answers.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const NOBODY = { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: 'No such user.' };
const LIVES = [{ merchant: { id: 19, name: 'A merchant' }, connection: { status: 'connected' } }];
const ERROR = { Source: 'CARBON_CALCULATOR', ReasonCode: 'USER_NOT_FOUND', Description: 'None.', Recoverable: false };

/** What a service answers that compares whole ids and does what it says; of creations only those that need no id. */
export function honestAnswer(vendor: Chooser, { url, body }: WireRequest, living: Set<string>): Answer {
  const { pathname, searchParams } = new URL(url);
  const isBatch = vendor === 'batch';
  if (pathname.endsWith('/link')) return { status: 200, body: { message: 'Success' } };
  if (/delet/.test(pathname)) return isBatch ? deletedBatch(body, living) : deletedOne(body, living);
  const id = searchParams.get('external_user_id') ?? decodeURIComponent(pathname.split('/').at(-2) ?? '');
  if (living.has(id)) return { status: 200, body: isBatch ? { carbonEmissionInGrams: 1 } : LIVES };
  return isBatch ? { status: 404, body: { Errors: { Error: [ERROR] } } } : { status: 400, body: NOBODY };
}

function deletedOne(body: Buffer | undefined, living: Set<string>): Answer {
  const named = (parsed(body) as { external_user_id?: unknown } | undefined)?.external_user_id;
  const isDeleted = typeof named === 'string' && living.delete(named);
  return isDeleted ? { status: 200, body: { message: 'Success' } } : { status: 400, body: NOBODY };
}

function deletedBatch(body: Buffer | undefined, living: Set<string>): Answer {
  const named = parsed(body);
  const ids: readonly unknown[] = Array.isArray(named) ? named : [];
  return { status: 202, body: ids.filter((id) => typeof id === 'string' && living.delete(id)) };
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}
