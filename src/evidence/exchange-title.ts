import type { Exchange } from '../http/types.ts';
import type { Profile } from '../spec-loader/types.ts';
import { names } from './reproduce/plan.ts';
import { unescaped } from './secret-encodings.ts';

/** A user that exchanges may be about. */
export interface NamedUser {
  readonly id: string;
  readonly tenant: 'own' | 'other';
  /** Exchanges that created the user, among others. */
  readonly exchanges: readonly Exchange[];
}

/** What an exchange is a part of. */
export interface Sent {
  readonly profile: Pick<Profile, 'deletion' | 'users'>;
  /** The users of the requirement; none where they are not known. */
  readonly users?: readonly NamedUser[];
  /** Everything that the requirement sent. */
  readonly all?: readonly Exchange[];
  /** The exchanges of its observation, in their order. */
  readonly observation?: readonly Exchange[];
  /** Where it is known otherwise: which user it concerns, and when it was sent. */
  readonly who?: string;
  readonly when?: string;
}

/**
 * What an exchange is and which user it concerns, in the words of a reader who knows nothing of the suite: "Deletion request for
 * the user", "Read of another user before the deletion".
 */
export function titleOf(exchange: Exchange, among: Sent): string {
  const { role, operation, about } = exchange;
  const isDeletion = operation === among.profile.deletion.operation;
  const who = whoOf(exchange, among);
  const whose = who === undefined ? '' : ` for ${who}`;
  switch (role) {
    case 'setup':
      return isDeletion ? `Deletion request${whose}, as a preparation` : `Set-up request for ${who ?? 'a new user'}`;
    case 'control':
      return `Control: a valid deletion request for ${who ?? 'an id that no user has'}`;
    case 'act':
      return who === undefined && about ? `Deletion request (${about})` : `Deletion request${whose}`;
    case 'fault':
      return [`Altered request${whose}`, about].filter(Boolean).join(': ');
    case 'observe':
      if (isDeletion) return `Deletion request${whose}, sent to see whether there is still such a user`;
      return `Read of ${whatIsRead(operation, who, among)}${whenOf(exchange, among)}`;
  }
}

function whatIsRead(operation: string | undefined, who: string | undefined, { profile }: Sent): string {
  const { deletion, users } = profile;
  if (operation !== undefined && operation === deletion.job?.operation) return 'the deletion job';
  const reads = [...users.observe, ...(users.reads ?? [])].filter((one) => one.operation === operation);
  return who ?? (reads.some(({ list }) => list !== undefined) ? 'the list of users' : 'a user');
}

/** A request that deletes, or may: what a look comes before or after. */
const isAct = ({ role, operation }: Exchange, { profile }: Sent): boolean =>
  role === 'act' || role === 'fault' || (role === 'setup' && operation === profile.deletion.operation);

/**
 * The users that a request names. Those that a deletion names are "the user", or numbered; all others are "another user".
 * @returns undefined where it names none of them, or in a spelling that only the target understands
 */
function whoOf(exchange: Exchange, among: Sent): string | undefined {
  const { users = [], who } = among;
  if (who !== undefined) return who;
  const creates = users.filter(({ exchanges }) => exchange.role === 'setup' && exchanges.includes(exchange));
  const meant = creates.length > 0 ? creates : namedBy(exchange, users);
  if (meant.length === 0) return undefined;
  const judged = judgedUsers(among);
  return [...new Set(meant.map((user) => nameOf(user, judged)))].join(' and ');
}

interface JudgedUsers {
  readonly all: readonly Exchange[];
  readonly judged: readonly NamedUser[];
}

/** By the users of a requirement, with what it sent: every exchange of it asks for the same ones. */
const JUDGED = new WeakMap<readonly NamedUser[], JudgedUsers>();

/** The users that deletions name; where all of these are altered, that altered ones name. */
function judgedUsers(among: Sent): readonly NamedUser[] {
  const { users = [], all = [] } = among;
  const known = JUDGED.get(users);
  if (known?.all === all) return known.judged;
  // Of hundreds of users each observation has the one deletion of them all.
  const acts = [...new Set(all)].filter((one) => isAct(one, among));
  const valid = acts.filter(({ role }) => role !== 'fault');
  const named = new Set((valid.length > 0 ? valid : acts).flatMap((one) => namedBy(one, users)));
  const judged = users.filter((user) => named.has(user));
  JUDGED.set(users, { all, judged });
  return judged;
}

function nameOf(user: NamedUser, judged: readonly NamedUser[]): string {
  const index = judged.indexOf(user);
  const whose = user.tenant === 'other' ? ' of the other tenant' : '';
  if (index === -1) return `another user${whose}`;
  return `${judged.length === 1 ? 'the user' : `user ${index + 1}`}${whose}`;
}

/**
 * Users whose id a request holds. An id within a longer one of another user does not count; of two users with one id it is
 * the one of the tenant that asks.
 */
function namedBy(exchange: Exchange, users: readonly NamedUser[]): NamedUser[] {
  const tenant = exchange.signed === 'otherwise' ? 'other' : 'own';
  const plain = withoutEscapes(exchange);
  const found = users.filter(({ id }) => names(plain, id));
  const isLess = (user: NamedUser, other: NamedUser): boolean =>
    other.id === user.id ? other !== user && user.tenant !== tenant : other.id.includes(user.id);
  return found.filter((user) => !found.some((other) => isLess(user, other)));
}

/** The exchange as a JSON parser reads its body: a letter may be written by its number, `\u0061`. */
function withoutEscapes(exchange: Exchange): Exchange {
  const { body } = exchange.request;
  if (body?.includes('\\u') !== true) return exchange;
  return { ...exchange, request: { ...exchange.request, body: Buffer.from(unescaped(body.toString())) } };
}

/** " before the deletion", " after the altered request": relative to what was sent at the users. */
function whenOf(exchange: Exchange, among: Sent): string {
  if (among.when !== undefined) return ` ${among.when}`;
  const acts = actsAround(exchange, among);
  const before = acts.findLast((one) => isEarlier(one, exchange, among.observation ?? []));
  const nearest = before ?? acts[0];
  if (!nearest) return '';
  return ` ${before ? 'after' : 'before'} ${nearest.role === 'fault' ? 'the altered request' : 'the deletion'}`;
}

/** What was sent at the users: in the same observation, or else in the whole requirement; in order of time. */
function actsAround(exchange: Exchange, among: Sent): Exchange[] {
  const { observation = [], all = [] } = among;
  const near = observation.filter((one) => isAct(one, among));
  return (near.length > 0 ? near : all.filter((one) => isAct(one, among))).toSorted((a, b) => a.at - b.at);
}

/** Of two exchanges of one instant the one is earlier that the observation has first. */
const isEarlier = (one: Exchange, other: Exchange, observation: readonly Exchange[]): boolean =>
  one.at === other.at ? observation.indexOf(one) < observation.indexOf(other) : one.at < other.at;
