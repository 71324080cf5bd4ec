import { broken, fails, warns } from '../../detection/types.ts';
import { isAbout, type KnotEvent, type Who } from './events.ts';
import { apply, linked, type User } from './projection.ts';
import type { KnotChanges } from './server.ts';
import type { Reading } from './store.ts';

type Fold = (id: string) => string;

const isDeletion = ({ kind }: KnotEvent): boolean => kind === 'user-deleted';

/** What event stores and projections do wrong by their own nature; each line names the requirement that finds it. */
export const FAULTS = [
  broken<KnotChanges>(
    'loses-an-event',
    'The projection misses every third deletion.',
    fails('several-users-are-deleted-one-after-another'),
    () =>
      delivering((log) => log.filter((event) => !isDeletion(event) || log.filter(isDeletion).indexOf(event) % 3 !== 2)),
  ),
  broken<KnotChanges>('far-behind', 'Deletions reach the projection a day later.', fails('deleted-user-is-gone'), () =>
    delivering((log, { now }) => log.filter((event) => !isDeletion(event) || event.at + 86_400_000 <= now)),
  ),
  broken<KnotChanges>(
    'three-projections',
    'One of three projections never hears of deletions.',
    fails('no-read-shows-a-deleted-user'),
    () => delivering((log, { count }) => (count % 3 === 0 ? log.filter((event) => !isDeletion(event)) : log)),
  ),
  broken<KnotChanges>(
    'filter-behind',
    'The projection by type has no handler for deletions.',
    fails('no-read-shows-a-deleted-user'),
    () => delivering((log, { filter }) => (filter === 'type' ? log.filter((event) => !isDeletion(event)) : log)),
  ),
  broken<KnotChanges>(
    'replays-links',
    'Links are delivered a second time, eight seconds later.',
    fails('deleted-users-stay-gone'),
    () =>
      delivering((log, { now }) => [
        ...log,
        ...log.filter(({ kind, at }) => kind === 'account-linked' && at + 8000 <= now),
      ]),
  ),
  broken<KnotChanges>(
    'old-snapshot',
    'After ten seconds the projection starts from a snapshot without the deletion.',
    fails('deleted-users-stay-gone'),
    () => delivering((log, { now }) => log.filter((event) => !isDeletion(event) || now < event.at + 10_000)),
  ),
  broken<KnotChanges>(
    'rolled-back',
    'The deletion is rolled back after its answer.',
    fails('deleted-user-is-gone'),
    () => ({
      store: { write: (event) => (isDeletion(event) ? [] : [event]) },
    }),
  ),
  broken<KnotChanges>(
    'dead-letter',
    'Deletions of ids outside ASCII end among the dead letters.',
    fails('user-with-letters-beyond-ascii-is-deletable'),
    () => ({
      store: { write: (event) => (isDeletion(event) && !/^[\x00-\x7f]*$/.test(event.user) ? [] : [event]) },
    }),
  ),
  broken<KnotChanges>(
    'version-conflict',
    'Of commands at the same time one is written, and all are answered 200.',
    fails('simultaneous-deletions-of-several-users-all-end-well'),
    lastOneWins,
  ),
  broken<KnotChanges>(
    'nocase',
    'The deletion is kept under a case-insensitive key.',
    fails('neighbour-in-other-case-survives'),
    () => deletionsBy((id) => id.toLowerCase()),
  ),
  broken<KnotChanges>(
    'trailing-blanks',
    'The key of the deletion ignores trailing blanks.',
    fails('neighbour-with-trailing-blank-survives'),
    () => deletionsBy((id) => id.trimEnd()),
  ),
  broken<KnotChanges>(
    'numeric-key',
    'Ids of digits are converted to floating-point numbers.',
    fails('neighbour-with-as-many-digits-survives'),
    () => deletionsBy((id) => (/^\d+$/.test(id) ? String(Number(id)) : id)),
  ),
  broken<KnotChanges>(
    'short-key',
    'The key column holds a hundred characters.',
    fails('late-difference-keeps-neighbours-apart'),
    () => deletionsBy((id) => id.slice(0, 100)),
  ),
  broken<KnotChanges>(
    'partition',
    'A deletion empties the partition of its user: the ids that begin with the same eight characters.',
    fails('other-users-are-untouched'),
    () => deletionsBy((id) => id.slice(0, 8)),
  ),
  broken<KnotChanges>(
    'no-tenant',
    'The key of the deletion lacks the client.',
    fails('same-id-of-other-client-survives'),
    () => ({
      store: { isAbout: (event, who) => (isDeletion(event) ? event.user === who.user : isAbout(event, who)) },
    }),
  ),
  broken<KnotChanges>(
    'soft-delete',
    'A deletion hides the accounts, and the next link shows them again.',
    fails('recreated-user-is-another-user'),
    softDelete,
  ),
  broken<KnotChanges>(
    'redelivered-deletion',
    'The deletion is delivered a second time, two seconds later.',
    fails('recreated-user-is-another-user'),
    () => delivering(redelivered),
  ),
  broken<KnotChanges>(
    'unique-index',
    'Re-creation runs into the unique index of a soft delete and is answered 500.',
    warns('recreated-user-is-another-user'),
    uniqueIndex,
  ),
];

function delivering(deliver: (log: readonly KnotEvent[], reading: Reading) => readonly KnotEvent[]): KnotChanges {
  return { store: { deliver } };
}

/** Deletions find users by a key that others share. */
function deletionsBy(fold: Fold): KnotChanges {
  const same = (event: KnotEvent, who: Who) => event.client === who.client && fold(event.user) === fold(who.user);
  return { store: { isAbout: (event, who) => (isDeletion(event) ? same(event, who) : isAbout(event, who)) } };
}

/** Each deletion stands once more where it arrives the second time. */
function redelivered(log: readonly KnotEvent[], { now }: Reading): readonly KnotEvent[] {
  const again = log.filter(isDeletion).map((event) => ({ ...event, at: event.at + 2000 }));
  return [...log, ...again.filter(({ at }) => at <= now)].sort((one, two) => one.at - two.at);
}

function softDelete(): KnotChanges {
  const hidden = new WeakMap<KnotEvent, User>();
  let latest: KnotEvent | undefined;
  return {
    store: {
      apply: (user, event) => {
        if (isDeletion(event)) {
          if (user) hidden.set(event, user);
          latest = event;
          return undefined;
        }
        const before = latest && isAbout(event, latest) ? hidden.get(latest) : undefined;
        if (event.kind !== 'account-linked') return apply(user, event);
        return linked(user?.accounts.size ? user : (before ?? user), event.merchant, event.product);
      },
    },
  };
}

function uniqueIndex(): KnotChanges {
  const used = new Set<string>();
  const keyOf = (client: string, user: string) => JSON.stringify([client, user]);
  return {
    decisions: {
      deleted: (_store, client, user) => void used.add(keyOf(client, user)),
      mayCreate: (_store, client, user) => {
        if (used.has(keyOf(client, user))) throw new Error('UNIQUE constraint failed: users.external_user_id');
      },
    },
  };
}

function lastOneWins(): KnotChanges {
  let latest = 0;
  return {
    carryOut: async (act) => {
      const mine = ++latest;
      await new Promise(setImmediate);
      return mine === latest ? act() : Response.json({ message: 'Success' });
    },
  };
}
