import { jsonpath, type JSONValue } from 'json-p3';
import { valueAt } from '../contract/json-pointer.ts';
import type { Operation } from '../contract/types.ts';
import type { Exchange } from '../http/types.ts';
import type { ObserveStep } from '../spec-loader/types.ts';
import { matches } from '../verdict/condition.ts';
import type { Condition } from '../verdict/types.ts';
import { answeredAsUnknown, goneBeyondTheContract } from './gone-answers.ts';
import { isGatewaysOwn, stoppedByGateway } from './gateway-answer.ts';
import { operationOf, requestOf, signedBy } from './operation-requests.ts';
import { fillBody, fillText, type TemplateVariables } from './templates.ts';
import { bodyOf, describeAnswer, whyNotJudged } from './responses.ts';
import type { Observer, ReadResult, UserObservation, User, UsersContext } from './types.ts';
import { inconclusive, notRun } from '../verdict/not-judged.ts';

/** One read call, as it is sent for one user. */
interface Read {
  /** What distinguishes it from the other reads of that user. */
  readonly name: string;
  readonly step: ObserveStep;
  readonly mark?: unknown;
}

/**
 * Observes by the contract's read calls: by those that show a user, and for a user who is read in every way also by those
 * with a filter. Remembers which of them showed each user living: those must show it gone.
 */
export function createReadObserver(context: UsersContext): Observer {
  const shownBy = new Map<string, Set<string>>();
  const keyOf = ({ tenant, id }: User): string => `${tenant} ${id}`;
  const said = new Set<string>();
  const say = (note: string): void => {
    if (!said.has(note)) context.note?.(note);
    said.add(note);
  };

  const observe = async (user: User, oneRead = false): Promise<UserObservation> => {
    const seen: (UserObservation & { readonly name: string })[] = [];
    for (const read of readsOf(user, context)) {
      seen.push({ ...(await observeBy(read, user, context)), name: read.name });
      // Living if one shows it: the others would change nothing.
      if (oneRead && !user.everyRead && seen.at(-1)?.state === 'living') break;
    }
    const shown = shownBy.get(keyOf(user)) ?? new Set();
    for (const { state, name } of seen) if (state === 'living') shown.add(name);
    shownBy.set(keyOf(user), shown);
    const together = combine(seen, shown);
    if (together.note !== undefined) say(together.note);
    return {
      ...together,
      ...(user.everyRead ? { reads: seen.map((one) => readResult(one, context)) } : {}),
    };
  };

  return {
    observe,
    afterDeletion: (user) => observe(user, true),
    confirmAlive: async (user) => ({ observation: await observe(user, true), deleted: false }),
    forget: (user) => void shownBy.delete(keyOf(user)),
    shownBy: (user) => [...(shownBy.get(keyOf(user)) ?? [])],
    remember: (user, shown) => void shownBy.set(keyOf(user), new Set(shown)),
  };
}

/** The reads of a user, those with a filter for each of the marks that the user has. */
function readsOf({ everyRead, oneRead }: User, { vendor }: UsersContext): Read[] {
  const { observe, reads = [] } = vendor.profile.users;
  const plain = observe.map((step): Read => ({ name: step.operation, step }));
  if (!everyRead) return oneRead ? plain.slice(0, 1) : plain;
  const filtered = reads.flatMap((step): Read[] => {
    const given = {
      ...step.path,
      ...step.query,
      ...step.headers,
      ...(step.body === undefined ? {} : { body: JSON.stringify(step.body) }),
    };
    const filters = Object.entries(given).filter(([, template]) => template !== '{user}');
    const name = `${step.operation} ${filters.map(([key, template]) => `${key}=${template}`).join(' ')}`;
    if (!filters.some(([, template]) => template.includes('{mark}'))) return [{ name, step }];
    return everyRead.marks.map((mark) => ({ name: name.replace('{mark}', String(mark)), step, mark }));
  });
  return [...plain, ...filtered];
}

/**
 * What several reads show together (D2): living if one shows it; gone only when every one that
 * showed the user living shows it.
 */
function combine(
  seen: readonly (UserObservation & { readonly name: string })[],
  shown: ReadonlySet<string>,
): UserObservation {
  const telling = shown.size === 0 ? seen : seen.filter(({ name }) => shown.has(name));
  const decisive =
    seen.find(({ state }) => state === 'living') ??
    (['answered 500', 'unknown', 'terminating', 'gone'] as const)
      .map((state) => telling.find((one) => one.state === state))
      .find((one) => one !== undefined);
  const { state, notJudged, note }: Pick<UserObservation, 'state' | 'notJudged' | 'note'> = decisive ?? {
    state: 'unknown',
    notJudged: noRead,
  };
  return {
    state,
    ...(note === undefined ? {} : { note }),
    ...(notJudged ? { notJudged } : {}),
    markers: seen.flatMap(({ markers }) => markers),
    exchanges: seen.flatMap(({ exchanges }) => exchanges),
  };
}

/** What one read showed; the body is left out where it is encrypted: then its status alone speaks (A34). */
function readResult(
  { name, state, exchanges }: UserObservation & { readonly name: string },
  { vendor: { profile, contract } }: UsersContext,
): ReadResult {
  const [exchange] = exchanges;
  const body = exchange && bodyOf(exchange);
  const { encryptedBody } = profile;
  const isEncrypted =
    contract.operations.get(exchange?.operation ?? '')?.encrypted.response === true ||
    (encryptedBody !== undefined && valueAt(body, encryptedBody) !== undefined);
  return { name, state, body: isEncrypted ? undefined : body };
}

const noRead = inconclusive('unobservable', 'profile.yaml names no read call that shows a user.');

async function observeBy({ step, mark }: Read, user: User, context: UsersContext): Promise<UserObservation> {
  const { vendor, authenticators, send, runPrefix } = context;
  const operation = operationOf(vendor, step.operation);
  const variables: TemplateVariables = { user: user.id, run: runPrefix, mark };
  const fill = (templates: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, fillText(template, variables)]));
  const body = step.body === undefined ? undefined : fillBody(step.body, variables);
  const draft = requestOf(operation, {
    path: fill(step.path),
    query: fill(step.query),
    body,
    headers: fill(step.headers),
  });
  const sign = signedBy(user.tenant, authenticators, vendor.profile.env);
  const exchange = await send(draft, { role: 'observe', operation: operation.id, conforms: true, ...sign });
  return {
    ...classify(exchange, step, operation, context, user),
    markers: markersIn(bodyOf(exchange), step.marks),
    exchanges: [exchange],
  };
}

/** What one answer of a read shows about the user. */
function classify(
  exchange: Exchange,
  step: ObserveStep,
  operation: Operation,
  context: UsersContext,
  user: User,
): Pick<UserObservation, 'state' | 'notJudged' | 'note'> {
  const what = `The read ${operation.id}`;
  const status = exchange.response?.status;
  const facts = { status, body: bodyOf(exchange) };
  const says = (conditions: readonly Condition[]): boolean => conditions.some((condition) => matches(condition, facts));
  const isDocumented = says([...step.gone, ...step.terminating, step.lives]);
  // What the profile states about a 5xx is what it means here; any other 500 is a crash (A10).
  if (status === 500 && !isDocumented) return { state: 'answered 500' };
  const around = isDocumented ? undefined : whyNotJudged(exchange, what);
  if (around) return { state: 'unknown', notJudged: around };
  if (says(step.gone)) return { state: 'gone' };
  if (says(step.terminating)) return { state: 'terminating' };
  if (says([operation.encrypted.response ? statusOnly(step.lives) : step.lives]))
    return { state: isAmong(user, step.list, facts.body) ? 'living' : 'gone' };
  if (isEncrypted(exchange, context)) return { state: 'unknown', notJudged: notRun('unobservable', unreadable(what)) };
  if (operation.reconstructed && answeredAsUnknown(exchange, context)) return { state: 'gone' };
  const otherwiseGone = goneBeyondTheContract(exchange, context);
  if (otherwiseGone) return { state: 'gone', note: otherwiseGone };
  if (isGatewaysOwn(exchange, context)) return { state: 'unknown', notJudged: stoppedByGateway(exchange, what) };
  const answered = describeAnswer(exchange, context.vendor.profile.errors.code);
  const message = `${what} was answered ${answered}, which is documented neither for an existing user nor for a deleted one.`;
  return { state: 'unknown', notJudged: inconclusive('undocumented-answer', message) };
}

/** Whether a list of users holds this one; where the read shows one user alone it is this one. */
function isAmong({ id }: User, list: string | undefined, body: unknown): boolean {
  return list === undefined || markersIn(body, list).some((one) => String(one) === id);
}

/** What an encrypted body shows cannot be read: its status alone speaks. */
function statusOnly(condition: Condition): Condition {
  return 'status' in condition ? { status: condition['status'] } : condition;
}

/** Whether the body of an answer that should be plain is encrypted. */
function isEncrypted(exchange: Exchange, { vendor }: UsersContext): boolean {
  const { encryptedBody } = vendor.profile;
  return encryptedBody !== undefined && valueAt(bodyOf(exchange), encryptedBody) !== undefined;
}

const unreadable = (what: string): string =>
  `${what} was answered with an encrypted body, and the run has no key to decrypt it. A read call with a plain response is needed.`;

/**
 * What distinguishes users in the body of a read.
 * @param markers JSONPath (RFC 9535) to it; absent: the read shows nothing of the kind
 */
export function markersIn(body: unknown, markers: ObserveStep['marks']): unknown[] {
  if (markers === undefined || body === undefined) return [];
  try {
    return jsonpath.query(markers, body as JSONValue).values();
  } catch {
    return []; // A body too large or too deep for the query shows nothing that distinguishes users.
  }
}
