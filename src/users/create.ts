import { valueAt } from '../contract/json-pointer.ts';
import { compileSchema } from '../contract/validator.ts';
import type { Operation } from '../contract/types.ts';
import type { Exchange } from '../http/types.ts';
import { matches } from '../verdict/condition.ts';
import type { Facts, NotJudged } from '../verdict/types.ts';
import { findWays, formsOf, type StepForm, type WaysFound } from './creation-ways.ts';
import { isCredibleId } from './credible-id.ts';
import { isGatewaysOwn, stoppedByGateway } from './gateway-answer.ts';
import { operationOf, requestOf, signedBy } from './operation-requests.ts';
import { isShort } from '../spec-loader/id-templates.ts';
import { fillAll, fillBody, fillId, newVariablesOf, type TemplateVariables } from './templates.ts';
import { bodyOf, describeAnswer, keptFrom, whyNotJudged } from './responses.ts';
import { ownTexts } from './personal-data.ts';
import { hasNextMark, isStepOf } from './variants.ts';
import { NotJudgedError } from './not-judged-error.ts';
import { madeNobody, type NewCreation } from './user-journal.ts';
import type { User, UsersContext, UserOptions } from './types.ts';
import { suiteError, notObserved, notRun } from '../verdict/not-judged.ts';

/** What came of creating a user: the user, or the answer that refused it. */
export type Creation = {
  readonly exchanges: readonly Exchange[];
} & (
  | {
      readonly user: User;
      /** What the creation has found the target to offer. */
      readonly found?: WaysFound;
      /** The last answer; none where a command of the operator's created the user. */
      readonly exchange?: Exchange;
    }
  | {
      readonly user?: undefined;
      /** The answer to the step that failed. */
      readonly exchange: Exchange;
    }
);

/** Further cards that are tried where the one that was drawn turns out to be registered. */
const MORE_CARDS = 3;

/**
 * Creates one user by the profile's steps, in order, or by the operator's command; looks at nothing.
 * @param marker what distinguishes this user from others, for `{mark}`
 * @throws NotJudgedError: `error` for a body that breaks the contract, which is not sent; `not-run` without a second tenant.
 */
export async function createUser(context: UsersContext, options: UserOptions, marker: unknown): Promise<Creation> {
  const { commandUsers } = context;
  if (commandUsers) return { user: await commandUsers.next(context, options), exchanges: [] };
  const taken = context.vendor.profile.users.cards?.taken ?? [];
  const isTaken = ({ user, exchange }: Creation): boolean =>
    user === undefined && taken.some((one) => matches(one, answerOf(exchange)));
  let creation = await createOnce(context, options, marker);
  for (let more = MORE_CARDS; more > 0 && options.card === undefined && isTaken(creation); more--) {
    const { exchanges } = creation;
    creation = await createOnce(context, options, marker);
    creation = { ...creation, exchanges: [...exchanges, ...creation.exchanges] };
  }
  return creation;
}

/** Sends a step in one form after another until one is taken, or an answer shows nothing about the form. */
async function firstTaken(
  forms: readonly StepForm[],
  sendIn: (form: StepForm) => Promise<{ exchange: Exchange; isTaken: boolean }>,
): Promise<{ taken?: StepForm; refused: readonly Exchange[] }> {
  const refused: Exchange[] = [];
  for (const form of forms) {
    const { exchange, isTaken } = await sendIn(form);
    if (isTaken) return { taken: form, refused };
    refused.push(exchange);
    if (!isRefusal(exchange) || exchange.response?.status === 401) break;
  }
  return { refused };
}

async function createOnce(context: UsersContext, options: UserOptions, marker: unknown): Promise<Creation> {
  const { vendor, target, authenticators, send, cards, journal } = context;
  const { env, users } = vendor.profile;
  const tenant = options.tenant ?? 'own';
  const card = options.card ?? (await cards?.next(tenant, context));
  const drawn = newVariablesOf(vendor, context.runPrefix, context.draw);
  const keys = options.keys ?? fillAll(users.keys, drawn);
  // Grows by what the steps keep.
  let variables: TemplateVariables = { ...drawn, card, ...keys };
  if (
    users.chosenBy === 'caller' &&
    !target.loopback &&
    isShort(options.id === undefined ? (users.ids.created ?? '') : '{run}')
  )
    throw new NotJudgedError(notRun('held-back', SHORT_IDS));
  let id = users.chosenBy === 'caller' ? (options.id ?? fillId(users.ids.created ?? '', variables)) : undefined;
  const exchanges: Exchange[] = [];
  const { variant } = options;
  const { ways } = context.preflightResult;
  const finding = findWays(vendor.profile.errors.code);
  let mark = marker;
  let creation: number | undefined;
  const said: string[] = [];
  for (const [position, step] of users.create.entries()) {
    if (!isStepOf(variant, step)) continue;
    const operation = operationOf(vendor, step.operation);
    const forms = formsOf(step, position, { marks: users.marks, mark, ...(ways ? { ways } : {}) });
    if (forms.length === 0) continue;
    const { taken, refused } = await firstTaken(forms, async (form) => {
      const words = { ...variables, ...marksOf(users.marks, form.mark), user: id };
      const body = await bodyFor(context, operation, form.body, words);
      said.push(...ownTexts(fillBody(form.body, words), { id, card, run: context.runPrefix }));
      const sign = signedBy(tenant, authenticators, env);
      const path = { ...pathWords(words), ...fillAll(step.path, words) };
      const draft = requestOf(operation, { path, query: fillAll(step.query, words), body });
      creation ??= journal.creating({ tenant, operation: operation.id, ...identifying(id, variables) });
      const exchange = await send(draft, { role: 'setup', operation: operation.id, conforms: true, ...sign });
      exchanges.push(exchange);
      return { exchange, isTaken: isDocumentedSuccess(operation, exchange) };
    });
    const exchange = exchanges.at(-1) as Exchange;
    if (!taken || creation === undefined) {
      if (creation !== undefined && exchanges.every(madeNobody)) journal.refused(creation);
      // Further things are what the target offers (A45): without them there is a user all the same.
      const isDispensable = step.only !== undefined || (step.dispensable === true && !ways);
      if (!isDispensable || id === undefined || !isRefusal(exchange)) return { exchanges, exchange };
      if (step.only === undefined) finding.left(position, refused);
      continue;
    }
    if (step.only === undefined) finding.took(taken, refused);
    mark = taken.mark;
    if (step.id !== undefined) {
      id = idIn(exchange, step.id);
      if (id === undefined || !isCredibleId(id, vendor)) return { exchanges, exchange };
      if (!context.registerId(id) && id !== options.formerId) return { exchanges, exchange };
    } else if (id !== undefined) {
      // Only now: the user that it may name is known by the answer. Claimed again it stays the same user's.
      context.registerId(id);
    }
    if (id !== undefined) journal.created(creation, id);
    const kept = keptFrom(exchange, step.keep);
    if (!kept) return { exchanges, exchange };
    variables = { ...variables, ...kept };
  }
  const exchange = exchanges.at(-1);
  if (exchange === undefined && users.create.some((step, at) => isStepOf(variant, step) && ways?.without.includes(at)))
    throw new NotJudgedError(notObserved(NOT_OFFERED));
  if (exchange === undefined || id === undefined) throw new NotJudgedError(suiteError(noWay(vendor.name)));
  const marks = hasNextMark(users.create, variant) ? [mark, marksOf(users.marks, mark)['nextMark']] : [mark];
  const everyRead = options.everyRead === true ? { everyRead: { marks } } : {};
  context.personalData.given({ id, tenant }, said);
  const made = {
    id,
    tenant,
    marker: mark,
    offered: false,
    exchanges,
    ...(card === undefined ? {} : { card }),
    ...(users.keys === undefined ? {} : { keys }),
    marks,
    ...everyRead,
    ...(options.oneRead ? { oneRead: options.oneRead } : {}),
  };
  return { user: made, exchanges, exchange, found: finding.found(mark) };
}

/** `{mark}` of a user and `{nextMark}`, that of a further thing of the same kind. */
function marksOf(marks: readonly unknown[], mark: unknown): TemplateVariables {
  const next = marks[(marks.indexOf(mark) + 1) % Math.max(1, marks.length)];
  return { mark, nextMark: next };
}

/** Whether the target refuses, and not something in front of it. */
function isRefusal({ response }: Exchange): boolean {
  const status = response?.status ?? 0;
  return (status >= 400 && status < 500 && status !== 429) || status === 501;
}

/** What the journal of created users may hold of a creation: never the card that it is made with. */
function identifying(id: string | undefined, { n, uuid }: TemplateVariables): Pick<NewCreation, 'id' | 'reference'> {
  return id === undefined ? { reference: { n: String(n), uuid: String(uuid) } } : { id };
}

function answerOf(exchange: Exchange): Facts {
  return { status: exchange.response?.status, body: bodyOf(exchange) };
}

/** Why a user could not be created, from the answer to the step that failed. */
export function refusal(context: UsersContext, { exchange }: Required<Pick<Creation, 'exchange'>>): NotJudged {
  const { vendor, encrypt } = context;
  const what = `The creating call ${exchange.operation ?? exchange.request.method}`;
  const around = whyNotJudged(exchange, what);
  // Nothing was executed that the requirement is about, unless nobody can know.
  if (around) return exchange.response ? { ...around, verdict: 'not-run' } : around;
  if (isGatewaysOwn(exchange, context)) return { ...stoppedByGateway(exchange, what), verdict: 'not-run' };
  const answered = describeAnswer(exchange, vendor.profile.errors.code);
  const { status = 0 } = exchange.response ?? {};
  const operation = vendor.contract.operations.get(exchange.operation ?? '');
  const hint =
    operation?.encrypted.request && !encrypt
      ? ` Its body may have to be encrypted: ${vendor.profile.env}_ENCRYPTION_CERT names the certificate to do it for.`
      : '';
  const why = status >= 200 && status < 300 ? 'without what the contract documents' : 'instead of a documented success';
  return notRun('setup', `${what} was answered ${answered} ${why}, so there is no user to test with.${hint}`);
}

async function bodyFor(
  { vendor, encrypt }: UsersContext,
  operation: Operation,
  template: unknown,
  variables: TemplateVariables,
): Promise<unknown> {
  const body = fillBody(template, variables);
  if (body === undefined) return undefined;
  const schema = operation.requestBody?.schema;
  const broken = schema ? compileSchema(schema, vendor.contract.dialect)(body) : [noBody];
  if (broken.length > 0) {
    const list = broken.map(({ path, message }) => `${path || 'it'} ${message}`).join('; ');
    const where = `profile.yaml of ${vendor.name}`;
    throw new NotJudgedError(
      suiteError(`${where}: the body for ${operation.id} does not conform to the contract: ${list}. Not sent.`),
    );
  }
  return encrypt && operation.encrypted.request ? encrypt(body, operation.path) : body;
}

const SHORT_IDS = 'The ids that the run may choose are so short that one could be somebody’s: offer users instead.';

const noBody = { path: '', message: 'is not allowed: the operation takes no body' };

const NOT_OFFERED = 'The target offers none of the calls that create such a user.';

const noWay = (vendor: string): string => `profile.yaml of ${vendor} has no step that creates a user with an id.`;

function isDocumentedSuccess(operation: Operation, { response }: Exchange): boolean {
  const status = response?.status ?? 0;
  return status >= 200 && status < 300 && operation.responses.has(status);
}

function idIn(exchange: Exchange, pointer: string): string | undefined {
  const found = valueAt(bodyOf(exchange), pointer);
  return (typeof found === 'string' && found !== '') || typeof found === 'number' ? String(found) : undefined;
}

/** Path parameters of creating calls are named as the words of the templates. */
function pathWords(variables: TemplateVariables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );
}
