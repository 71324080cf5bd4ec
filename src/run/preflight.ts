import { valueAt } from '../contract/pointer.ts';
import type { Redacted } from '../evidence/redacted.ts';
import type { Exchange } from '../exchange/types.ts';
import { deletionOf } from '../users/requests.ts';
import { createObserver } from '../users/observer.ts';
import { bodyOf } from '../users/troubles.ts';
import type { User, UsersContext } from '../users/types.ts';
import { matches } from '../verdict/condition.ts';
import { createClient, type Client } from './client.ts';
import type { Surroundings } from './context.ts';
import { UNANSWERED_LIMIT } from './desk.ts';
import { diagnose } from './diagnosis.ts';
import { mayLook, probe } from './probe.ts';
import { inPlace } from './place.ts';
import { preflightOf } from './tape.ts';
import type { ContractFinding, NotedUser, Standing } from './types.ts';
import { newUnknownId } from './unknown-id.ts';
import type { Silence } from './wait.ts';

export interface Preflight {
  /** As the target told it: it is held against further answers, and redacted with whatever quotes it. */
  readonly standing: Standing;
  readonly findings: Redacted<readonly ContractFinding[]>;
  /** Users that were created: part of the run's budget, of its last look and of its clean-up. */
  readonly users: NotedUser[];
}

const UNTRIED: Standing = {
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
 * Finds out about a target what every row depends on: whether the credentials are accepted, where users come from, how
 * they are observed, how long deletions take. Deletes nobody but a user that it created itself.
 */
export function preflight(surroundings: Surroundings): Promise<Preflight> {
  return inPlace(surroundings, preflightOf(surroundings.vendor.name), lookAtTarget);
}

async function lookAtTarget(surroundings: Surroundings): Promise<Preflight> {
  const client = createClient(surroundings);
  const noted = new Map<string, NotedUser>();
  const { redactor } = surroundings;
  const found = await standingOf(surroundings, client, noted);
  const why = found.message === '' ? [] : [found.message];
  return {
    standing: { ...found, notes: [...redactor.notes, ...why, ...found.notes] },
    findings: redactor.value(client.findings),
    users: [...noted.values()],
  };
}

async function standingOf(
  surroundings: Surroundings,
  client: Client,
  noted: Map<string, NotedUser>,
): Promise<Standing> {
  const { vendor } = surroundings;
  const control = await firstAnswer(surroundings, client);
  const status = control.response?.status;
  if (status === undefined) return { ...UNTRIED, ...silence(control) };
  const { likely, nothingThere } = diagnose(control, surroundings);
  if (status === 401 || status === 403) return { ...UNTRIED, ...refusal(status, surroundings, likely) };
  if (nothingThere) return { ...UNTRIED, credentials: 'absent', message: likely.join(' ') };
  const facts = { status, body: bodyOf(control) };
  const unknownIsNotFound = [vendor.profile.deletion.notFound].flat().some((one) => matches(one, facts));
  const observe = surroundings.target.observe === 'command' ? 'command' : 'read';
  const context = usersContext(surroundings, client, { ...UNTRIED, unknownIsNotFound, observe }, noted);
  const unknown = await readUnknown(surroundings, context);
  const standing = { ...context.standing, ...unknown, notes: [...likely, ...unknown.notes] };
  return probe({ ...context, standing }, client);
}

/** What is known of a target that did not answer, before anything was tried. */
export function unanswered({ redactor }: Surroundings, silence: Silence): Preflight {
  const standing: Standing = { ...UNTRIED, credentials: 'unanswered', ...silence };
  const notes = [...redactor.notes, silence.message];
  return { standing: { ...standing, notes }, findings: redactor.value([]), users: [] };
}

/** Up to three controls, until one is answered. */
async function firstAnswer(surroundings: Surroundings, client: Client): Promise<Exchange> {
  let exchange: Exchange | undefined;
  for (let turn = 0; turn < UNANSWERED_LIMIT && !exchange?.response; turn++)
    exchange = await client.send(deletionOf(surroundings.vendor, [newUnknownId(surroundings)]), { role: 'control' });
  return exchange as Exchange;
}

function silence({ error }: Exchange): Partial<Standing> {
  if (error?.reason === 'rate-limited')
    return { credentials: 'unanswered', unansweredBecause: error.reason, message: error.message };
  return {
    credentials: 'unanswered',
    unansweredBecause: error?.kind === 'timeout' ? 'timeout' : 'network',
    message: `The target left ${UNANSWERED_LIMIT} valid requests unanswered: ${error?.message ?? 'no answer came.'}`,
  };
}

function refusal(status: number, { vendor, target }: Surroundings, likely: readonly string[]): Partial<Standing> {
  const names = Object.values(target.credentials.names);
  return {
    credentials: 'refused',
    message:
      `The target answered a valid request ${status}: check ${names.join(' and ')}, and that they belong to ${vendor.profile.env}_BASE_URL. ${likely.join(' ')}`.trim(),
  };
}

function usersContext(
  surroundings: Surroundings,
  client: Client,
  standing: Standing,
  noted: Map<string, NotedUser>,
): UsersContext & { standing: Standing } {
  const { vendor, target, identities, clock, runPrefix, draw, shared, making, register, journal } = surroundings;
  // No row of requirements.yaml: it only names who asks.
  const row = { id: `${vendor.name}/preflight` } as UsersContext['row'];
  return {
    row,
    vendor,
    target,
    identities,
    clock,
    runPrefix,
    draw,
    shared,
    claim: (id) => register.claim(id),
    journal,
    standing,
    desk: {
      take: async () => ({ deleted: [], spared: [], missing: 0 }),
      giveBack: async () => undefined,
      // The probe is drawn from the budget of the run when it is sent.
      mayCreate: async () => true,
      note: async (users) => users.forEach((user) => noted.set(`${user.tenant} ${user.id}`, user)),
    },
    send: (draft, sending) => client.send(draft, sending),
    ...making,
  };
}

/** What is seen of an id that was never created. */
async function readUnknown(
  surroundings: Surroundings,
  context: UsersContext,
): Promise<Pick<Standing, 'stateless' | 'unknownRead' | 'notes'>> {
  const { vendor } = surroundings;
  if (!mayLook(surroundings)) return { stateless: false, unknownRead: {}, notes: [] };
  const nobody: User = {
    id: newUnknownId(surroundings),
    tenant: 'own',
    mark: undefined,
    offered: false,
    exchanges: [],
  };
  const { state, exchanges } = await createObserver(context).look(nobody);
  const answers = exchanges.flatMap((exchange) => {
    const { operation, response } = exchange;
    if (operation === undefined || !response) return [];
    const code = valueAt(bodyOf(exchange), vendor.profile.errors.code);
    return [[operation, { status: response.status, code }] as const];
  });
  const stateless = state === 'living';
  return {
    stateless,
    unknownRead: Object.fromEntries(answers),
    notes: stateless ? [STATELESS] : answers.flatMap(note),
  };

  function note([operation, { status, code }]: (typeof answers)[number]): string[] {
    if (!vendor.contract.operations.get(operation)?.reconstructed || status < 400 || status > 499) return [];
    const told = typeof code === 'string' ? ` with ${code}` : '';
    return [`${operation} answers ${status}${told} for an id that was never created; the same answer counts as gone.`];
  }
}

const STATELESS = 'The target is stateless: an id that was never created is answered as a living user.';
