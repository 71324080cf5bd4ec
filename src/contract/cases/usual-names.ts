/** Names under which services usually have a user's id, and a list of them: a reader takes one and passes over the others. */
export const ID_NAMES = ['id', 'userid', 'userId', 'user_id'] as const;
export const LIST_NAMES = ['ids', 'userIds', 'user_ids'] as const;

/** An object that has the value under each of the names. */
export function underNames(names: readonly string[], value: unknown): object {
  return Object.fromEntries(names.map((name) => [name, value]));
}
