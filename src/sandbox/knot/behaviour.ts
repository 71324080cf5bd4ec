import { randomUUID } from 'node:crypto';
import { Refusal, toResponse } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { asObject, isJson, MAX_BODY_BYTES, parseJson } from '../body.ts';
import { matchTenant, parseBasic } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { errorAnswer, invalidApiKeys, invalidField, methodNotAllowed, userNotFound } from './errors.ts';
import type { LinkedAccount, UserStore } from './store.ts';
import { checkSession, readLink, readMerchantId, readScope, readUserId } from './validation.ts';

type Awaitable<T> = T | Promise<T>;
type Properties = Readonly<Record<string, unknown>>;

/** One customer of the vendor: credentials and the users that belong to them. */
export interface Tenant {
  readonly credentials: Credentials;
  readonly users: UserStore;
}

/** The operations, by the step that answers them. */
export type KnotOperation = 'deletion' | 'createSession' | 'linkAccount' | 'getAccounts';

/** One request, with what the steps need to answer it. */
export interface KnotCall {
  readonly request: Request;
  readonly operation: KnotOperation;
  /** The only method of the path. */
  readonly allow: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly tenants: readonly Tenant[];
  readonly steps: KnotBehaviour;
}

/**
 * The steps of an answer, each replaceable alone. A step that ends the request early throws a {@link Refusal}.
 * Order: size, credentials, method, media type, JSON, members, user.
 */
export interface KnotBehaviour {
  handle(call: KnotCall): Awaitable<Answer>;
  authenticate(call: KnotCall): Awaitable<Tenant | undefined>;
  refuseCredentials(call: KnotCall): Answer;
  refuseMethod(call: KnotCall): Answer;
  /** The members of the JSON body. */
  readProperties(call: KnotCall): Properties;
  deletion(call: KnotCall, tenant: Tenant): Awaitable<Answer>;
  /** The id to delete. */
  readDeletion(call: KnotCall): string;
  /** Carries the deletion out; false where there is no such user. */
  deleteUser(call: KnotCall, tenant: Tenant, id: string): Awaitable<boolean>;
  answerDeleted(call: KnotCall, id: string): Awaitable<Answer>;
  answerUnknownUser(call: KnotCall, id: string): Answer;
  createSession(call: KnotCall, tenant: Tenant): Awaitable<Answer>;
  linkAccount(call: KnotCall, tenant: Tenant): Awaitable<Answer>;
  getAccounts(call: KnotCall, tenant: Tenant): Awaitable<Answer>;
  /** The linked accounts of a user; undefined where there is no such user. */
  listAccounts(call: KnotCall, tenant: Tenant, id: string): readonly LinkedAccount[] | undefined;
  render(call: KnotCall, answer: Answer): Awaitable<Response>;
}

/** The correct behaviour. */
export const KNOT: KnotBehaviour = {
  async handle(call) {
    const { steps, request } = call;
    if (call.body.length > MAX_BODY_BYTES) return invalidField('The request body is too large.', 413);
    const tenant = await steps.authenticate(call);
    if (!tenant) return steps.refuseCredentials(call);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method !== call.allow) return steps.refuseMethod(call);
    return steps[call.operation](call, tenant);
  },

  authenticate: ({ request, tenants }) => matchTenant(tenants, parseBasic(request.headers.get('authorization'))),
  refuseCredentials: () => invalidApiKeys(),
  refuseMethod: ({ allow }) => methodNotAllowed(allow),

  readProperties({ request, body }) {
    // Without a body there is nothing to label: what is missing then are the members.
    if (body.length === 0) return {};
    if (!isJson(request.headers.get('content-type')))
      throw new Refusal(invalidField('The Content-Type must be application/json.', 415));
    const json = parseJson(body);
    if (!json) throw new Refusal(invalidField('The request body must be valid JSON.'));
    return asObject(json.value);
  },

  async deletion(call, tenant) {
    const { steps } = call;
    const id = steps.readDeletion(call);
    const deleted = await steps.deleteUser(call, tenant, id);
    return deleted ? steps.answerDeleted(call, id) : steps.answerUnknownUser(call, id);
  },
  readDeletion: (call) => readUserId(call.steps.readProperties(call).external_user_id),
  deleteUser: (_call, tenant, id) => tenant.users.delete(id),
  answerDeleted: () => ({ status: 200, body: { message: 'Success' } }),
  answerUnknownUser: () => userNotFound(),

  createSession(call, tenant) {
    const properties = call.steps.readProperties(call);
    checkSession(properties);
    tenant.users.ensure(readUserId(properties.external_user_id));
    return { status: 200, body: { session: randomUUID() } };
  },

  linkAccount(call, tenant) {
    const properties = call.steps.readProperties(call);
    const id = readUserId(properties.external_user_id);
    const account = readLink(properties);
    tenant.users.ensure(id).accounts.set(account.merchantId, account);
    return { status: 200, body: { message: 'Success' } };
  },

  getAccounts(call, tenant) {
    const { query, steps } = call;
    const id = readUserId(query.get('external_user_id'));
    const scope = readScope(query.get('type'));
    const merchant = query.has('merchant_id') ? readMerchantId(query.get('merchant_id')) : undefined;
    const all = steps.listAccounts(call, tenant, id);
    if (!all) return steps.answerUnknownUser(call, id);
    const accounts = all.filter((account) => scope === undefined || account.scopes.includes(scope));
    if (merchant === undefined) return { status: 200, body: accounts.map(describeAccount) };
    const account = accounts.find(({ merchantId }) => merchantId === merchant);
    if (account) return { status: 200, body: describeAccount(account) };
    const message = 'The merchant account was not found.';
    return errorAnswer(400, 'MERCHANT_ACCOUNT_ERROR', 'MERCHANT_ACCOUNT_NOT_FOUND', message);
  },
  listAccounts(_call, tenant, id) {
    const user = tenant.users.find(id);
    return user && [...user.accounts.values()];
  },

  render: (_call, answer) => toResponse(answer),
};

/** A linked account as `GET /accounts/get` shows it. */
function describeAccount({ merchantId, scopes }: LinkedAccount): object {
  return {
    merchant: {
      id: merchantId,
      name: merchantId === 19 ? 'DoorDash' : `Merchant ${merchantId}`,
      logo: `https://merchants.example/${merchantId}.png`,
    },
    connection: { status: 'connected', scopes: scopes.map((type) => ({ type })) },
    lifecycle: { status: null },
    last_user_action: { attempted_at: null, status: null },
  };
}
