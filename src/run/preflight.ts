import type { Redacted } from '../evidence/redacted.ts';
import type { Exchange } from '../http/types.ts';
import { hasForm } from '../users/gateway-answer.ts';
import { bodyOf, describeAnswer, isLost } from '../users/responses.ts';
import type { UsersContext } from '../users/types.ts';
import type { UserRecord } from '../users/user-record.ts';
import { matches } from '../verdict/condition.ts';
import { createClient, type Client } from './client.ts';
import type { RunContext } from './context.ts';
import { answersAgain, repeatingReads } from './control-retry.ts';
import { firstAnswer, silence } from './first-control-answer.ts';
import { diagnose } from './configuration-hints.ts';
import { probe } from './user-probe.ts';
import { nothingThere } from './nothing-there.ts';
import { inPlace } from './recording-scope.ts';
import { preflightOf } from './recording-types.ts';
import { makeGoneUser, type GoneUser } from './gone-user.ts';
import { readUnknown } from './read-unknown.ts';
import { needsGoneId } from './unknown-id.ts';
import { bodyInWords, pastedEndpoint } from './what-answered.ts';
import { usersContextOf } from './users-context.ts';
import type { Silence } from './wait-for-target.ts';
import type { ContractFinding } from '../checks/run-level/types.ts';
import type { PreflightResult } from '../results/types.ts';

export interface Preflight {
  /** As the target answered it: it is compared with further answers, and redacted with what quotes it. */
  readonly preflightResult: PreflightResult;
  readonly findings: Redacted<readonly ContractFinding[]>;
  /** Users that were created: part of the run's budget, of its final check and of its clean-up. */
  readonly users: UserRecord[];
}

const UNTRIED: PreflightResult = {
  credentials: 'accepted',
  message: '',
  users: 'none',
  observe: 'none',
  observeBecause: 'Nothing was observed, because the target was not usable.',
  stateless: false,
  unknownRead: {},
  unknownIsNotFound: false,
  latencyMs: 0,
  notes: [],
};

/**
 * Finds out about a target what every requirement depends on: whether the credentials are accepted, where users come from, how
 * they are observed, how long deletions take. Deletes nobody but a user that it created itself.
 */
export function preflight(context: RunContext): Promise<Preflight> {
  return inPlace(context, preflightOf(context.vendor.name), inspectTarget);
}

async function inspectTarget(context: RunContext): Promise<Preflight> {
  const client = createClient(context);
  const noted = new Map<string, UserRecord>();
  const { redactor } = context;
  const found = await resultOf(context, client, noted);
  const why = found.message === '' ? [] : [found.message];
  return {
    preflightResult: { ...found, notes: [...redactor.notes, ...why, ...found.notes] },
    findings: redactor.value(client.findings),
    users: [...noted.values()],
  };
}

async function resultOf(
  runContext: RunContext,
  client: Client,
  noted: Map<string, UserRecord>,
): Promise<PreflightResult> {
  const { vendor } = runContext;
  const observe = runContext.target.observe === 'command' ? 'command' : 'read';
  if (needsGoneId(runContext)) {
    const bare = usersContext(runContext, client, { ...UNTRIED, observe }, noted);
    const gone = await makeGoneUser(bare, client);
    if (gone.id === undefined) return withoutGoneUser(runContext, client, bare, gone);
    runContext.goneIds.push(gone.id);
  }
  const control = await firstAnswer(runContext, client);
  const status = control.response?.status;
  if (control.error?.reason === 'credentials-refused')
    return { ...UNTRIED, credentials: 'refused', message: control.error.message };
  if (status === undefined || isLost(control)) return { ...UNTRIED, ...silence(control, runContext) };
  const { likely, nothingThere: isHinted } = diagnose(control, runContext);
  const hint = [...likely, pastedEndpoint(runContext)].filter(Boolean).join(' ');
  const absent = isHinted ? hint : await nothingThere(control, runContext, client);
  if (absent !== undefined) return { ...UNTRIED, credentials: 'absent', message: absent };
  if (status === 401 || status === 403) return { ...UNTRIED, ...refusal(control, runContext, likely) };
  const facts = { status, body: bodyOf(control) };
  const unknownIsNotFound = [vendor.profile.deletion.notFound].flat().some((one) => matches(one, facts));
  const context = usersContext(runContext, client, { ...UNTRIED, unknownIsNotFound, observe }, noted);
  const unknown = await readUnknown(runContext, context);
  const preflightResult = { ...context.preflightResult, ...unknown, notes: [...likely, ...unknown.notes] };
  const errorsHaveForm = sawForm(control, runContext, unknown);
  const said = new Set<string>();
  const note = (sentence: string): void => void said.add(sentence);
  const found = await probe({ ...context, note, preflightResult: { ...preflightResult, errorsHaveForm } }, client);
  return { ...found, notes: [...found.notes, ...said] };
}

/** Where ids are short and none is known to be nobody's: offered users are judged, as far as no unknown id is needed. */
async function withoutGoneUser(
  runContext: RunContext,
  client: Client,
  context: UsersContext & { preflightResult: PreflightResult; isBack: () => Promise<boolean> },
  { exchange, because }: GoneUser,
): Promise<PreflightResult> {
  if (runContext.target.userIds !== undefined) return probe(context, client);
  if (exchange && (!exchange.response || isLost(exchange))) return { ...UNTRIED, ...silence(exchange, runContext) };
  const status = exchange?.response?.status;
  if (exchange && (status === 401 || status === 403)) return { ...UNTRIED, ...refusal(exchange, runContext, []) };
  const answered = exchange
    ? ` The last answer was ${describeAnswer(exchange, runContext.vendor.profile.errors.code)}.`
    : '';
  const noUsersBecause =
    because ??
    `No user could be created, seen living, deleted and seen gone, so no id is known to be nobody's.${answered}`;
  return { ...UNTRIED, noUsersBecause, notes: [noUsersBecause] };
}

/**
 * Whether the first error is in the vendor's form (A51): that of the deletion, or of a read where an unknown id is no error
 * to the deletion. An API whose deletion answers its errors as pages does so itself.
 */
function sawForm(
  { response }: Exchange,
  { vendor }: RunContext,
  { unknownRead }: Pick<PreflightResult, 'unknownRead'>,
): boolean {
  if (response && response.status >= 400) return hasForm(response, vendor.profile.errors.code);
  return Object.values(unknownRead).some(({ status, code }) => status >= 400 && typeof code === 'string');
}

/** What is known of a target that did not answer, before anything was tried. */
export function unanswered({ redactor }: RunContext, silence: Silence): Preflight {
  const preflightResult: PreflightResult = { ...UNTRIED, credentials: 'unanswered', ...silence };
  const notes = [...redactor.notes, silence.message];
  return { preflightResult: { ...preflightResult, notes }, findings: redactor.value([]), users: [] };
}

function refusal(
  { response }: Exchange,
  { vendor, target }: RunContext,
  likely: readonly string[],
): Partial<PreflightResult> {
  const names = Object.values(target.credentials.names);
  const isVendors = !response || hasForm(response, vendor.profile.errors.code);
  // In the vendor's form the API itself has refused them; else a reader has to know who did.
  const answer = `${String(response?.status)}${isVendors ? '' : ` with ${bodyInWords(response)}`}`;
  return {
    credentials: 'refused',
    message:
      `The target answered a valid request ${answer}: check ${names.join(' and ')}, and that they belong to ${vendor.profile.env}_BASE_URL. ${likely.join(' ')}`.trim(),
  };
}

function usersContext(
  context: RunContext,
  client: Client,
  preflightResult: PreflightResult,
  noted: Map<string, UserRecord>,
): UsersContext & { preflightResult: PreflightResult; isBack: () => Promise<boolean> } {
  const isBack = (): Promise<boolean> => answersAgain(context, client);
  // No requirement of requirements.yaml: it only names the preflight.
  const requirement = { id: `${context.vendor.name}/preflight` } as UsersContext['requirement'];
  const runState: UsersContext['runState'] = {
    acquire: async () => ({ deleted: [], preserved: [], missing: 0 }),
    release: async () => undefined,
    // The probe is drawn from the budget of the run when it is sent.
    mayCreate: async () => true,
    borrow: async () => [],
    releaseShared: async () => undefined,
    record: async (users) => users.forEach((user) => noted.set(`${user.tenant} ${user.id}`, user)),
  };
  const send = repeatingReads((draft, sending) => client.send(draft, sending), isBack);
  const users = usersContextOf(context, { requirement, preflightResult, runState, send });
  return { ...users, preflightResult, isBack };
}
