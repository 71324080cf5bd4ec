import { randomBytes } from 'node:crypto';
import { readContract } from '../../../src/contract/document.ts';
import type { UnsignedRequest } from '../../../src/contract/cases/types.ts';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import type { Exchange, ExchangeErrorKind } from '../../../src/http/types.ts';
import type { Target } from '../../../src/configuration/types.ts';
import { createUsers } from '../../../src/users/users.ts';
import type { Users, UsersContext, UsersPreflightResult } from '../../../src/users/types.ts';
import type { UserRecord } from '../../../src/users/user-record.ts';
import { createPersonalData } from '../../../src/users/personal-data.ts';
import { createUserJournal } from '../../../src/users/user-journal.ts';
import { NotJudgedError } from '../../../src/users/not-judged-error.ts';
import type { Profile, Vendor } from '../../../src/spec-loader/types.ts';
import type { NotJudged } from '../../../src/verdict/types.ts';

/** A small vendor: `open` and `furnish` create, `read` and `peek` observe, `remove` deletes. */
const OPENAPI = `openapi: 3.1.0
info: { title: House, version: '1', x-published: { title: House, version: '1', source: 'https://house.example', sha256: none } }
paths:
  /open:
    post:
      operationId: open
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string, maxLength: 40 } } } } } }
      responses: { '200': { description: made }, '400': { description: refused } }
  /furnish:
    post:
      operationId: furnish
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [id, chair], properties: { id: { type: string }, chair: { type: integer } } } } } }
      responses: { '201': { description: made } }
  /enrol:
    post:
      operationId: enrol
      x-encrypted-request: true
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } } } } }
      responses: { '201': { description: made } }
  /users/{who}:
    get:
      operationId: read
      responses: { '200': { description: shown }, '404': { description: gone } }
  /peek:
    get:
      operationId: peek
      x-reconstructed: true
      responses: { '200': { description: shown } }
  /secret:
    get:
      operationId: secret
      x-encrypted-response: true
      responses: { '200': { description: shown }, '404': { description: gone } }
  /remove:
    post:
      operationId: remove
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [data], properties: { data: { type: object, required: [ids], properties: { ids: { type: array, items: { type: string } } } } } } } } }
      responses: { '202': { description: taken on }, '404': { description: unknown } }
`;

const READ: Profile['users']['observe'][number] = {
  operation: 'read',
  path: { who: '{user}' },
  lives: { status: 200, body: { type: 'object', required: ['chairs'] } },
  terminating: [{ status: 409, '/code': 'LEAVING' }],
  gone: [{ status: 404, '/code': 'NOBODY' }],
  marks: '$.chairs[*]',
};

export const PEEK: Profile['users']['observe'][number] = {
  operation: 'peek',
  query: { id: '{user}' },
  lives: { status: 200 },
  terminating: [],
  gone: [{ status: 410 }],
};

export const SECRET: Profile['users']['observe'][number] = {
  operation: 'secret',
  lives: { status: 200, body: { type: 'object' } },
  terminating: [],
  gone: [{ status: 404 }],
};

export const PROFILE: Profile = {
  title: 'House',
  env: 'HOUSE',
  hosts: { production: [], sandbox: [] },
  auth: { scheme: 'bearer' },
  deletion: {
    operation: 'remove',
    ids: '/data/ids',
    many: true,
    accepted: { status: 202 },
    notFound: { status: 404, '/code': 'NOBODY' },
    deadlineMs: 5000,
  },
  users: {
    chosenBy: 'caller',
    ids: { created: 'u-{run}-{n}', unknown: '{uuid}', odd: {}, neighbours: {} },
    create: [
      { operation: 'open', body: { id: '{user}' } },
      { operation: 'furnish', body: { id: '{user}', chair: '{mark}' }, unless: 'bare' },
    ],
    marks: [7, 8, 9],
    observe: [READ],
  },
  errors: { code: '/code' },
  keepHeaders: [],
};

const PREFLIGHT_RESULT: UsersPreflightResult = {
  users: 'created',
  observe: 'read',
  observeBecause: 'A created user was seen.',
  stateless: false,
  unknownRead: {},
  unknownIsNotFound: true,
  latencyMs: 0,
};

const TARGET: Target = {
  vendor: 'house',
  kind: 'configured',
  baseUrl: 'http://127.0.0.1:1',
  loopback: true,
  production: false,
  credentials: {} as Target['credentials'],
  headers: [],
  maxUsers: 1000,
  settleMs: 5000,
  deadlineMs: 5000,
  timeoutMs: 1000,
  configuration: {},
};

/** What a fake answers: a status with a body, or no answer. */
export type Reply = { status: number; body?: unknown } | ExchangeErrorKind;

export interface Sent extends UnsignedRequest {
  readonly operation: string;
  readonly signed: boolean;
  readonly at: number;
  readonly json: unknown;
}

export interface Setting {
  profile?: Partial<Profile['users']>;
  preflightResult?: Partial<UsersPreflightResult>;
  target?: Partial<Target>;
  runState?: Partial<UsersContext['runState']>;
  context?: Partial<UsersContext>;
  otherTenant?: boolean;
  /** The service under test; default: 200 everywhere, with a chair. */
  reply?: (request: Sent) => Reply;
}

export const LIVES: Reply = { status: 200, body: { chairs: [7] } };
export const GONE: Reply = { status: 404, body: { code: 'NOBODY' } };

const DONE: Readonly<Record<string, Reply>> = {
  open: { status: 200, body: {} },
  furnish: { status: 201, body: {} },
  enrol: { status: 201, body: {} },
  remove: { status: 202, body: {} },
};

/** Users before a fake service, in virtual time. */
export async function house(setting: Setting = {}): Promise<{
  users: Users;
  sent: Sent[];
  notes: UserRecord[];
  returned: string[];
  clock: Clock;
}> {
  const contract = await readContract({ file: 'house.yaml', text: OPENAPI, errata: [] });
  const profile: Profile = { ...PROFILE, users: { ...PROFILE.users, ...setting.profile } };
  const clock = virtualClock(0);
  const sent: Sent[] = [];
  const notes: UserRecord[] = [];
  const returned: string[] = [];
  const signer = { sign: (request: unknown) => request };
  const users = createUsers({
    requirement: { id: 'house/row' } as UsersContext['requirement'],
    vendor: { name: 'house', contract, profile } as unknown as Vendor,
    target: { ...TARGET, ...setting.target },
    preflightResult: { ...PREFLIGHT_RESULT, ...setting.preflightResult },
    registerId: () => true,
    journal: createUserJournal(),
    personalData: createPersonalData(),
    runState: {
      acquire: () => Promise.resolve({ deleted: [], preserved: [], missing: 0 }),
      release: (_, alive) => Promise.resolve(void returned.push(...alive)),
      mayCreate: () => Promise.resolve(true),
      borrow: () => Promise.resolve([]),
      releaseShared: () => Promise.resolve(),
      record: (list) => Promise.resolve(void notes.push(...list)),
      ...setting.runState,
    },
    authenticators: {
      own: signer,
      ...(setting.otherTenant ? { other: signer } : {}),
    } as unknown as UsersContext['authenticators'],
    clock,
    runPrefix: 'cafe0123',
    draw: () => randomBytes(32),
    shared: { now: (_, __, ask) => ask(), later: (_, __, ask) => ask() },
    send: (draft, { role, operation, sign, conforms = true }) => {
      const json: unknown = draft.body ? JSON.parse(draft.body.toString()) : undefined;
      const request = { ...draft, operation, signed: sign !== undefined, at: clock.now(), json };
      sent.push(request);
      const reply = DONE[operation] && !setting.reply ? DONE[operation] : (setting.reply?.(request) ?? LIVES);
      return Promise.resolve({ role, at: clock.now(), operation, conforms, request: wire(draft), ...answer(reply) });
    },
    ...setting.context,
  });
  return { users, sent, notes, returned, clock };
}

/** A service that creates and deletes at once as documented, and answers reads as told. */
export function reading(read: (request: Sent) => Reply): (request: Sent) => Reply {
  return (request) => DONE[request.operation] ?? read(request);
}

function wire(draft: UnsignedRequest): Exchange['request'] {
  return { ...draft, url: `http://127.0.0.1:1${draft.path}` };
}

function answer(reply: Reply): Pick<Exchange, 'response' | 'error'> {
  if (typeof reply === 'string') return { error: { kind: reply, message: 'Nothing came.', durationMs: 0 } };
  const body = Buffer.from(reply.body === undefined ? '' : JSON.stringify(reply.body));
  return { response: { status: reply.status, headers: [], body, truncated: false, durationMs: 0 } };
}

/** Why something cannot be judged. */
export async function notJudgedOf(act: Promise<unknown>): Promise<NotJudged> {
  const outcome = await act.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof NotJudgedError) return outcome.notJudged;
  throw new Error('It was judged, though it should not have been.', { cause: outcome });
}
