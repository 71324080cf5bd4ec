import type { Exchange } from '../../http/types.ts';
import type { User } from '../../users/types.ts';
import type { ScriptUser } from './types.ts';

/** What a script does: the users that it creates, and what it sends. */
export interface ScriptPlan {
  readonly users: readonly ScriptUser[];
  readonly steps: readonly Exchange[];
  readonly cards: readonly string[];
}

/** What of an observation shows it again: its users, each seen before, what was sent, and the last look at each. */
export function planScript(exchanges: readonly Exchange[], known: readonly User[], example?: User): ScriptPlan {
  const all = [...new Set(exchanges)].sort((a, b) => a.at - b.at);
  const isShown = all.some(({ role }) => role === 'act' || role === 'fault');
  const named = known.filter(({ id }) => all.some((exchange) => names(exchange, id)));
  const creations = new Set(named.flatMap(({ exchanges: made }) => made.filter(({ role }) => role === 'setup')));
  const earlier = named.flatMap(({ exchanges: made }) => made.filter(({ role }) => role === 'observe').slice(-1));
  const sent = all.filter((one) => !creations.has(one) && !(isShown && one.role === 'control'));
  const steps = [...new Set([...earlier, ...sent])].sort((a, b) => a.at - b.at);
  return {
    users: oneOfEachId(named.map((user) => scriptUser(user, example))),
    steps: withoutRepeatedLooks(steps),
    cards: [...named, ...(example ? [example] : [])].flatMap(({ card }) => (card === undefined ? [] : [card])),
  };
}

/** How a user was created; one that an earlier requirement left is created like another one of the run. */
function scriptUser(user: User, example: User | undefined): ScriptUser {
  const { id, offered } = user;
  const creation = creationOf(user);
  if (creation.length > 0 || offered || !example) return { id, creation };
  return { id, creation: creationOf(example), createdLike: example.id };
}

/** Users of one id, each of another tenant, are created together: the requests state whose they are. */
function oneOfEachId(users: readonly ScriptUser[]): ScriptUser[] {
  const byId = new Map<string, ScriptUser>();
  for (const user of users) {
    const { creation = [] } = byId.get(user.id) ?? {};
    byId.set(user.id, { ...user, creation: [...creation, ...user.creation] });
  }
  return [...byId.values()];
}

/** The exchanges that created a user. */
export const creationOf = ({ exchanges }: User): Exchange[] =>
  exchanges.filter(
    ({ role, operation, request }) => role === 'setup' && operation !== undefined && request.body !== undefined,
  );

/** Of looks that follow one another and ask the same, the last one: the time that it took is waited for. */
function withoutRepeatedLooks(steps: readonly Exchange[]): Exchange[] {
  return steps.filter((step, index) => {
    if (step.role !== 'observe') return true;
    const rest = steps.slice(index + 1);
    const end = rest.findIndex(({ role }) => role !== 'observe');
    return !rest.slice(0, end === -1 ? undefined : end).some((later) => asksTheSame(later, step));
  });
}

const asksTheSame = ({ request: a }: Exchange, { request: b }: Exchange): boolean =>
  a.method === b.method && a.url === b.url && String(a.body ?? '') === String(b.body ?? '');

/** Whether a request holds an id, as it is or as a URL or JSON writes it. */
export function names({ request }: Exchange, id: string): boolean {
  const { url, body, headers } = request;
  const texts = [url, decoded(url), body?.toString('utf8') ?? '', ...headers.map(([, value]) => value)];
  const forms = [id, encodeURIComponent(id), JSON.stringify(id).slice(1, -1)];
  return texts.some((text) => forms.some((form) => text.includes(form)));
}

/** A URL without its escapes: more is escaped than has to be. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
