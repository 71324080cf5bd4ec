import type { UserKey } from './user-journal.ts';

/** A user whose creation sent a text. */
export interface Owner {
  readonly id: string;
  /** When it was first seen gone, in ms since the epoch. */
  readonly goneAt?: number;
}

/** What the run has sent about its users when it created them: addresses, cards, names that no other user has. */
export interface PersonalData {
  /** Records what a creation sent. A user who is created again is another one. */
  given(user: UserKey, texts: readonly string[]): void;
  /** Takes note of the instant at which a deleted user was seen gone. */
  gone(user: UserKey, at: number): void;
  /** Whose text it is, by whole texts; none: nobody's. */
  ownersOf(text: string): readonly Owner[];
}

/** Knows nothing yet. */
export function createPersonalData(): PersonalData {
  const owners = new Map<string, { id: string; goneAt?: number }[]>();
  const users = new Map<string, { id: string; goneAt?: number }[]>();
  const add = <T>(map: Map<string, T[]>, key: string, one: T) => map.set(key, [...(map.get(key) ?? []), one]);
  return {
    given(user, texts) {
      if (texts.length === 0) return;
      const owner = { id: user.id };
      add(users, keyOf(user), owner);
      for (const text of new Set(texts)) add(owners, text, owner);
    },
    gone(user, at) {
      for (const owner of users.get(keyOf(user)) ?? []) owner.goneAt ??= at;
    },
    ownersOf: (text) => owners.get(text) ?? [],
  };
}

/** What a creation sends about its user alone: texts with a random part of the run, and the card. */
export function ownTexts(
  body: unknown,
  { id, card, run }: { readonly id?: string | undefined; readonly card?: string | undefined; readonly run: string },
): string[] {
  const all: string[] = [];
  JSON.stringify(body, (_, value: unknown) => {
    if (typeof value === 'string') all.push(value);
    return value;
  });
  return all.filter((text) => text !== id && (text === card || text.includes(run)));
}

const keyOf = ({ tenant, id }: UserKey): string => `${tenant} ${id}`;
