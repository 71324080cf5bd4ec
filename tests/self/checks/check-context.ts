import { randomBytes, randomUUID } from 'node:crypto';
import { fillText, newTemplateVariables } from '../../../src/users/templates.ts';
import { NotJudgedError } from '../../../src/users/not-judged-error.ts';
import { CHECKS } from '../../../src/checks/index.ts';
import type { Observation, CheckContext } from '../../../src/checks/types.ts';
import type { InvalidCredentials } from '../../../src/auth/types.ts';
import type { RequestCase } from '../../../src/contract/cases/types.ts';
import { withHeader } from '../../../src/auth/with-header.ts';
import type { ExchangeError, Exchange, WireRequest } from '../../../src/http/types.ts';
import type { UserObservation, User, Users } from '../../../src/users/types.ts';
import { judge } from '../../../src/verdict/judge.ts';
import type { Clause, Facts, Verdict } from '../../../src/verdict/types.ts';
import { LittleServer, OWN, tenantOf } from './server.ts';

/** What a test changes of the context. */
export interface Setting {
  readonly with?: Readonly<Record<string, unknown>>;
  readonly cases?: readonly RequestCase[];
  readonly invalidCredentials?: readonly InvalidCredentials[];
  readonly baseUrl?: string;
  readonly other?: boolean;
  readonly many?: boolean;
  /** Whether ids are UUIDs; default: words with a number. */
  readonly uuids?: boolean;
  /** How many users there are; more are refused. */
  readonly maxUsers?: number;
  /** Which of the tries of a request this is where it gets no answer; default: the third. */
  readonly tries?: number;
}

export const signedAs = (authorization: string) => (request: WireRequest) =>
  withHeader(request, 'Authorization', authorization);

export const WRONG_SECRET: InvalidCredentials = {
  name: 'credentials.wrong',
  description: 'a wrong token',
  needsOtherTenant: false,
  sign: signedAs('Bearer wrong'),
};

/** A faulty case that leaves the ids in their place. */
export function faultyCase(name: string, change: (body: { ids: string[] }) => unknown, conforms = false): RequestCase {
  return {
    name,
    description: `the fault ${name}`,
    conforms,
    ids: 1,
    apply: (draft) => {
      const body = JSON.parse(String(draft.body)) as { ids: string[] };
      return { ...draft, body: Buffer.from(JSON.stringify(change(body))) };
    },
  };
}

/** A check's whole surroundings, in memory: the little server, users that live in it, and what it was told of them. */
export class Stage {
  readonly server = new LittleServer();
  readonly deleted: string[] = [];
  readonly sent: Exchange[] = [];
  #users = 0;
  #instant = 0;

  /** Runs a check by its name; what it throws as NotJudgedError is an observation, as in a run. */
  async run(name: string, setting: Setting = {}): Promise<Observation[]> {
    try {
      return await CHECKS.get(name)!.run(this.#context(name, setting));
    } catch (error) {
      if (!(error instanceof NotJudgedError)) throw error;
      return [{ about: 'the check', exchanges: error.exchanges, notJudged: error.notJudged }];
    }
  }

  #context(name: string, setting: Setting): CheckContext {
    const {
      baseUrl = 'https://little.example',
      tries = 3,
      other = true,
      many = true,
      cases = [],
      invalidCredentials = [],
    } = setting;
    const context = {
      requirement: { with: setting.with ?? {}, check: name },
      vendor: {
        contract: { operations: new Map() },
        profile: {
          env: 'LITTLE',
          errors: { code: '/code' },
          deletion: {
            ids: '/ids',
            many,
            listed: '/deleted',
            accepted: { status: 200 },
            notFound: { status: 404, '/code': 'unknown' },
          },
          users: {
            chosenBy: 'caller',
            observe: [],
            ids: {
              unknown: 'nobody-{uuid}',
              odd: { umlaut: 'ü-{run}', plain: 'p-{run}' },
              neighbours: { case: ['a-{run}-{n}', 'A-{run}-{n}'] },
            },
          },
        },
      },
      preflightResult: { errorsHaveForm: false, users: 'created' },
      target: { baseUrl, loopback: baseUrl.includes('127.0.0.1') },
      authenticators: {
        own: {
          scheme: 'bearer',
          invalidCredentials: [WRONG_SECRET],
          variants: [{ name: 'credentials.lower', description: 'a lower-case scheme', sign: signedAs('bearer right') }],
        },
        ...(other ? { other: { sign: signedAs('Bearer second') } } : {}),
      },
      clock: { now: () => this.#instant, sleep: () => Promise.resolve() },
      lingerMs: 0,
      users: this.#usersOf(setting),
      cases,
      invalidCredentials,
      // No attempt follows another here.
      tries: { unanswered: () => tries, answered: () => undefined },
      idFiller() {
        const words = newTemplateVariables('run', () => randomBytes(32));
        return (template: string) => fillText(template, words);
      },
      unknownId: () => (setting.uuids ? randomUUID() : `nobody-${++this.#instant}`),
      deletion: (ids: readonly string[]) => ({
        method: 'POST',
        path: '/deletions',
        headers: [
          ['Content-Type', 'application/json'],
          ['Accept', 'application/json'],
        ] as const,
        body: Buffer.from(JSON.stringify({ ids })),
      }),
      send: (...[draft, sending]: Parameters<CheckContext['send']>) => {
        const plain = { ...draft, url: baseUrl + draft.path };
        const signed = (sending.sign ?? signedAs(OWN))(plain);
        return Promise.resolve(this.#exchange(sending.written?.(signed) ?? signed, sending));
      },
      control: (): Promise<Exchange> => context.send(context.deletion([context.unknownId()]), { role: 'control' }),
    };
    return context as unknown as CheckContext;
  }

  #exchange(request: WireRequest, { role, conforms = true }: Parameters<CheckContext['send']>[1]): Exchange {
    const headers = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
    const tenant = tenantOf(headers['authorization']);
    const call = { method: request.method, url: request.url, headers, text: String(request.body ?? ''), tenant };
    const exchange = { role, conforms, at: ++this.#instant, request, ...this.#outcome(call) };
    this.sent.push(exchange);
    return exchange;
  }

  #outcome(call: Parameters<LittleServer['answer']>[0]): Pick<Exchange, 'response' | 'error'> {
    try {
      const { status, body } = this.server.answer(call);
      const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
      return { response: { status, headers: [], body: bytes, truncated: false, durationMs: 1 } };
    } catch (error) {
      const { kind, message, durationMs } = error as ExchangeError;
      return { error: { kind, message, durationMs } };
    }
  }

  #usersOf({ maxUsers = 100, uuids = false }: Setting): Users {
    const nextId = (): string => (uuids ? randomUUID() : `user-${++this.#instant}`);
    const observe = ({ tenant, id }: User): UserObservation => {
      const record = this.server.find(tenant, id);
      return { state: record ? 'living' : 'gone', markers: record ? [record.marker] : [], exchanges: [] };
    };
    const make = (id: string, tenant: User['tenant'], marker: unknown): User => {
      if (++this.#users > maxUsers)
        throw new NotJudgedError({ verdict: 'not-run', reason: 'no-user', message: 'There is no further user.' });
      this.server.create(tenant, id, marker);
      return { id, tenant, marker, offered: false, exchanges: [] };
    };
    return {
      acquire: async (...wanted) =>
        wanted.map(({ id, tenant = 'own' }) => make(id ?? nextId(), tenant, `mark ${this.#instant}`)),
      create: async ({ id = nextId(), tenant = 'own', marker, variant }) => {
        const request = { method: 'POST', url: 'https://little.example/users', headers: [] };
        const allowed = this.server.mayCreate(id);
        const status = allowed ? 201 : 400;
        const response = { status, headers: [], body: Buffer.from(''), truncated: false, durationMs: 1 };
        const exchange: Exchange = { role: 'setup', conforms: true, at: ++this.#instant, request, response };
        const held = variant === 'bare' ? (this.server.find(tenant, id)?.marker ?? 'nothing') : `mark ${marker}`;
        return allowed ? { user: make(id, tenant, held), exchange } : { exchange };
      },
      observe: async (user) => observe(user),
      watchLiving: async (user) => observe(user),
      pollUntilGone: async (user) => ({ first: observe(user), last: observe(user) }),
      survives: async (user) => observe(user),
      observeConfirmed: async (user) => observe(user),
      wasDeleted: async ({ id }) => void this.deleted.push(id),
      release: async () => undefined,
      lost: () => [],
      anyGone: () => false,
      mustLive: async () => undefined,
      doubtful: async () => undefined,
    };
  }
}

/** All values that were reported of a fact, in order. */
export function valuesOf(observations: readonly Observation[], fact: string): unknown[] {
  return observations.flatMap(({ facts }) => (facts && fact in facts ? [facts[fact]] : []));
}

/** The reasons of what could not be judged. */
export function reasonsOf(observations: readonly Observation[]): string[] {
  return observations.flatMap(({ notJudged }) => (notJudged ? [`${notJudged.verdict} ${notJudged.reason}`] : []));
}

/** The verdict of a MUST requirement that expects these facts. */
export function verdictOf(observations: readonly Observation[], ...when: Facts[]): Verdict {
  return judge({ level: 'MUST', expect: when.map((one): Clause => ({ when: one, level: 'MUST' })) }, observations)
    .verdict;
}
