import { accountNotFound, invalidField, userNotFound } from './errors.ts';
import type { Product } from './events.ts';
import { externalUserId } from './requests.ts';
import type { Store } from './store.ts';

const TYPES = ['card_switcher', 'transaction_link', 'vault'];

/** What a read may answer in another way. */
export interface Reads {
  /** Whether a user that nobody knows has an empty list instead of an error: the documents leave it open. */
  readonly unknownIsEmpty: boolean;
}

/** GET /accounts/get, answered by the projection. */
export function getAccounts(
  store: Store,
  client: string,
  query: Readonly<Record<string, string>>,
  { unknownIsEmpty }: Reads,
  idOf: (user: string) => string,
): Response {
  const user = idOf(externalUserId(query));
  const { merchant_id: merchant, type } = query;
  if (merchant !== undefined && !/^\d+$/.test(merchant)) throw invalidField('The merchant id must be an integer.');
  if (type !== undefined && !TYPES.includes(type)) throw invalidField('The selected type is invalid.');
  const found = store.projected({ client, user }, filterOf(query));
  if (!found && !unknownIsEmpty) throw userNotFound();
  const accounts = [...(found?.accounts ?? [])]
    .filter(([, products]) => type === undefined || [...products].some((product) => product === type))
    .map(([id, products]) => account(id, products));
  if (merchant === undefined) return Response.json(accounts);
  const one = accounts.find((each) => each.merchant.id === Number(merchant));
  if (!one) throw accountNotFound();
  return Response.json(one);
}

function account(id: number, products: ReadonlySet<Product>) {
  return {
    merchant: { id, name: `Merchant ${id}`, logo: `https://merchants.example/${id}.png` },
    connection: { status: 'connected', scopes: [...products].map((type) => ({ type })) },
    lifecycle: { status: null },
    last_user_action: { attempted_at: null, status: null },
  };
}

function filterOf({ merchant_id, type }: Readonly<Record<string, string>>): 'merchant' | 'type' | undefined {
  if (merchant_id !== undefined) return 'merchant';
  return type === undefined ? undefined : 'type';
}
