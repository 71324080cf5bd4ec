import type { Exchange } from '../http/types.ts';
import type { Tenant } from '../configuration/variables.ts';

/** What identifies a creation before the target has answered it. Neither secrets nor names nor card numbers. */
export interface NewCreation {
  readonly tenant: Tenant;
  /** The first creating operation of the contract; null where a command of the operator's creates. */
  readonly operation: string | null;
  /** The id, where the caller chooses it. */
  readonly id?: string;
  /** What `{n}` and `{uuid}` represent in the creating request: it identifies the user where the target chooses the id. */
  readonly reference?: { readonly n: string; readonly uuid: string };
}

/** One thing that happened to a creation, which is known by its number. */
export type JournalEvent =
  | ({ readonly event: 'creating'; readonly creation: number } & NewCreation)
  /** Without an id where that cannot be written down. */
  | { readonly event: 'created'; readonly creation: number; readonly id?: string }
  | { readonly event: 'refused' | 'deleted' | 'survived' | 'kept'; readonly creation: number };

/**
 * What became of a creation: `creating` was sent and is not answered; `survived` still lived though its deletion was
 * accepted and overdue; `kept` is to live until `verify` has looked at the user.
 */
export type CreationState = JournalEvent['event'];

/** One creation with what became of it last. */
export interface JournalledUser extends NewCreation {
  readonly creation: number;
  readonly state: CreationState;
}

/** A user by the tenant whose it is, and its id. */
export interface UserKey {
  readonly tenant: Tenant;
  readonly id: string;
}

/** Every user that a run creates, noted at the moment it happens. */
export interface UserJournal {
  /**
   * Notes that a creation is about to be sent.
   * @returns its number
   * @throws NotJudgedError (`not-run`) where that cannot be written down: then nothing may be sent
   */
  creating(creation: NewCreation): number;
  /** Notes that the creation was answered: the user exists. */
  created(creation: number, id: string): void;
  /** Notes that the creation was refused or never sent: there is no user. */
  refused(creation: number): void;
  /** Notes that a deletion of the user was accepted, or that nobody has the id. */
  deleted(user: UserKey): void;
  /** Notes that the user still lives after its deadline, though its deletion was accepted. */
  survived(user: UserKey): void;
  /** Notes that the user is kept for `verify`: nothing else deletes it, and it is not left behind. */
  kept(user: UserKey): void;
  /** How many users were created. */
  count(): number;
  /** The creations whose users may still be at the target. */
  left(): JournalledUser[];
  /** Ends the journal; its file stays while users are left or kept. */
  close(): void;
}

/** Where the events of a journal are written to. */
export interface JournalWriter {
  /** @throws NotJudgedError where the start of a creation cannot be written down */
  write(event: JournalEvent): void;
  /** @param isClean whether no user is left */
  close(isClean: boolean): void;
}

const MEMORY: JournalWriter = { write: () => undefined, close: () => undefined };

/**
 * A journal, in memory and wherever its writer writes.
 * @param writer default: it is kept in memory alone
 * @param earlier events to go on from
 */
export function createUserJournal(writer: JournalWriter = MEMORY, earlier: readonly JournalEvent[] = []): UserJournal {
  const users = new Map<number, JournalledUser>();
  const latest = new Map<string, number>();

  const apply = (event: JournalEvent): void => {
    const { event: state, creation, ...rest } = event;
    const known = state === 'creating' ? { ...event, creation } : users.get(creation);
    if (!known) return;
    const user: JournalledUser = { ...known, ...rest, creation, state };
    users.set(creation, user);
    if (user.id !== undefined) latest.set(keyOf({ ...user, id: user.id }), creation);
  };
  const note = (event: JournalEvent): void => {
    // Written first: what cannot be written down must not be done.
    writer.write(event);
    apply(event);
  };
  const become = (user: UserKey, event: 'deleted' | 'survived' | 'kept'): void => {
    const creation = latest.get(keyOf(user));
    if (creation !== undefined && users.get(creation)?.state !== event) note({ event, creation });
  };

  /** Who was created in several steps under one id is one user. */
  const becomeWhole = (user: UserKey, event: 'deleted' | 'kept'): void => {
    become(user, event);
    for (const { creation, id, tenant, state } of users.values())
      if (id !== undefined && THERE.includes(state) && state !== event && keyOf({ tenant, id }) === keyOf(user))
        note({ event, creation });
  };

  const left = (): JournalledUser[] =>
    [...users.values()].filter(({ state }) => state !== 'refused' && state !== 'deleted' && state !== 'kept');

  for (const event of earlier) apply(event);
  return {
    creating(started) {
      const creation = users.size + 1;
      note({ event: 'creating', creation, ...started });
      return creation;
    },
    created(creation, id) {
      // Every further step of a creation is answered, too.
      if (users.get(creation)?.state === 'creating') note({ event: 'created', creation, id });
    },
    refused: (creation) => note({ event: 'refused', creation }),
    deleted: (user) => becomeWhole(user, 'deleted'),
    survived: (user) => become(user, 'survived'),
    kept: (user) => becomeWhole(user, 'kept'),
    count: () => [...users.values()].filter(({ state }) => state !== 'creating' && state !== 'refused').length,
    left,
    close: () => writer.close([...users.values()].every(({ state }) => state === 'refused' || state === 'deleted')),
  };
}

/** States of a creation whose user is at the target, as far as is known. */
const THERE: readonly CreationState[] = ['creating', 'created', 'kept'];

const keyOf = ({ tenant, id }: UserKey): string => `${tenant} ${id}`;

/** Whether a creating request surely made no user: it was not sent, did not arrive, or was answered with a refusal. */
export function madeNobody({ response, error }: Exchange): boolean {
  if (!response) return error?.kind === 'unsent' || error?.kind === 'refused' || error?.kind === 'dns';
  const { status } = response;
  return status >= 300 && status < 500 && status !== 408;
}
