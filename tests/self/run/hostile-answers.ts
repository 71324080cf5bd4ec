import { randomUUID } from 'node:crypto';

/** Who chooses the ids: the caller, a server that counts, or a server of batches that gives UUIDs out in order. */
export type Chooser = 'caller' | 'server' | 'batch';

/** How a service answers creations. */
export interface HostileAnswers {
  readonly vendor: Chooser;
  /** In turn. */
  readonly answered: readonly AnsweredId[];
  /** How the server counts. */
  readonly counts: 'number' | 'prefixed' | 'uuid' | 'short';
}

/** What a creation is answered with where the server chooses the id. */
export const ANSWERED_IDS = [
  ...(['next', 'stranger', 'list', 'array', 'huge', 'wildcard', 'empty', 'object', 'same', 'quoted'] as const),
];
export type AnsweredId = (typeof ANSWERED_IDS)[number];

const STRANGERS = ['alice', 'bob@example.org', '42', 'user-1', 'conformance', 'nobody', 'M-952735'];

/** The id that a creation is answered with. */
export function answerTo({ answered, counts, vendor }: HostileAnswers, turn: number, body: string): unknown {
  if (vendor === 'caller') return undefined;
  const stranger = vendor === 'batch' ? '11111111-1111-4111-8111-111111111111' : STRANGERS[turn % STRANGERS.length];
  switch (answered[turn % answered.length]) {
    case 'next':
      return vendor === 'batch' ? numberedUuid(turn) : counted(counts, turn);
    case 'stranger':
      return stranger;
    case 'list':
      return `${counted(counts, turn)},alice,42`;
    case 'array':
      return ['alice', counted(counts, turn)];
    case 'huge':
      return `${counted(counts, turn)}${'0'.repeat(5000)}`;
    case 'wildcard':
      return turn % 2 ? '%' : `${counted(counts, turn)}*`;
    case 'quoted':
      return `${counted(counts, turn)}' OR '1'='1`;
    case 'empty':
      return turn % 2 ? '' : ' ';
    case 'object':
      return { $ne: body.length };
    case 'same':
    case undefined:
      return counted(counts, 0);
  }
}

/** Ids one after another: the next one is somebody else's. */
function counted(counts: HostileAnswers['counts'], turn: number): string {
  if (counts === 'uuid') return numberedUuid(turn);
  const number = 952_734 + 2 * turn;
  return counts === 'prefixed'
    ? `M-${String(number)}`
    : counts === 'short'
      ? (number % 1296).toString(36)
      : String(number);
}

const numberedUuid = (turn: number): string => `0a1b2c3d-0000-1000-8000-${String(2 * turn).padStart(12, '0')}`;

/** Whether an answer can mean one new user: no list, pattern or piece of code, and as the contract has it. */
export function isBelievable(id: unknown, vendor: Chooser): boolean {
  if (typeof id !== 'string' && typeof id !== 'number') return false;
  return vendor === 'batch' ? /^[0-9a-f-]{36}$/i.test(String(id)) : /^[\w.@+|-]{1,255}$/.test(String(id));
}

/** The body of the answer to a creation. */
export function creation(vendor: Chooser, id: unknown): unknown {
  return vendor === 'batch' ? { userid: id, cardNumberLastFourDigits: '1234' } : { session: id ?? randomUUID() };
}

/** What other answers speak of. */
export function spoken(of: string | undefined): unknown {
  const merchant = { merchant: { id: 19, name: 'A merchant' }, connection: { status: 'connected' } };
  switch (of) {
    case 'asked':
      return { message: 'Success', carbonEmissionInGrams: 1 };
    case 'stranger':
      return { external_user_id: 'alice', error_code: 'USER_NOT_FOUND' };
    case 'everybody':
      return [merchant, ...STRANGERS.map((external_user_id) => ({ ...merchant, external_user_id }))];
    default:
      return [];
  }
}
