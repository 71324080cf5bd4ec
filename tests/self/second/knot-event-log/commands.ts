import { randomUUID } from 'node:crypto';
import { invalidField, invalidType, userNotFound } from './errors.ts';
import type { Product } from './events.ts';
import { externalUserId, textField } from './requests.ts';
import type { Store } from './store.ts';

type Fields = Readonly<Record<string, unknown>>;

const SESSION_TYPES = ['card_switcher', 'transaction_link', 'link', 'vault'];

/** What an implementation may decide in another way. */
export interface Decisions {
  /** Whether a session makes its user known; no page says which call does. */
  readonly sessionMakesUser: boolean;
  /** Whether a user may be created; throws what refuses it. */
  readonly mayCreate: (store: Store, client: string, user: string) => void;
  /** Whether there is somebody to delete. */
  readonly mayDelete: (store: Store, client: string, user: string) => boolean;
  /** The id under which a request's user is kept. */
  readonly idOf: (user: string) => string;
  /** Called when a deletion was appended. */
  readonly deleted: (store: Store, client: string, user: string) => void;
}

/** What the documents say, decided by the log: its answer is never older than the last accepted request. */
export const DECISIONS: Decisions = {
  sessionMakesUser: true,
  mayCreate: () => undefined,
  mayDelete: (store, client, user) => store.current({ client, user }) !== undefined,
  idOf: (user) => user,
  deleted: () => undefined,
};

/** POST /session/create. */
export function createSession(store: Store, client: string, fields: Fields, decide: Decisions): Response {
  const type = textField(fields, 'type');
  const user = decide.idOf(externalUserId(fields));
  if (!SESSION_TYPES.includes(type)) throw invalidType();
  if (type === 'card_switcher' && typeof fields.card_id !== 'string')
    throw invalidField('The card_id field is required when type = card_switcher.');
  decide.mayCreate(store, client, user);
  if (decide.sessionMakesUser) store.append({ kind: 'user-known', client, user });
  return Response.json({ session: randomUUID() });
}

/** POST /development/accounts/link. */
export function linkAccount(store: Store, client: string, fields: Fields, decide: Decisions): Response {
  const user = decide.idOf(externalUserId(fields));
  const merchant = fields.merchant_id;
  if (typeof merchant !== 'number' || !Number.isSafeInteger(merchant) || merchant < 1)
    throw invalidField('The merchant id must be an integer.');
  const product = productOf(fields);
  decide.mayCreate(store, client, user);
  store.append({ kind: 'account-linked', client, user, merchant, product });
  return success();
}

/** Either `card_switcher` with its card or `transactions`: the two exclude each other. */
function productOf({ card_switcher, card_id, transactions }: Fields): Product {
  if (card_switcher === true && transactions !== undefined)
    throw invalidField('The card_switcher and transactions fields exclude each other.');
  if (card_switcher !== true) return 'transaction_link';
  if (typeof card_id !== 'string') throw invalidField('The card_id field is required when card_switcher is true.');
  return 'card_switcher';
}

/** POST /user/delete. */
export function deleteUser(store: Store, client: string, fields: Fields, decide: Decisions): Response {
  const user = decide.idOf(externalUserId(fields));
  if (!decide.mayDelete(store, client, user)) throw userNotFound();
  store.append({ kind: 'user-deleted', client, user });
  decide.deleted(store, client, user);
  return success();
}

const success = (): Response => Response.json({ message: 'Success' });
