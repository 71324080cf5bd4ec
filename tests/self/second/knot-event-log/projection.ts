import type { KnotEvent, Product } from './events.ts';

/** What is known of a user who exists: the products of each linked merchant. */
export interface User {
  readonly accounts: ReadonlyMap<number, ReadonlySet<Product>>;
}

/** The state of a user after one more event about them; `undefined`: there is no such user. */
export function apply(user: User | undefined, event: KnotEvent): User | undefined {
  switch (event.kind) {
    case 'user-known':
      return user ?? { accounts: new Map() };
    case 'account-linked':
      return linked(user, event.merchant, event.product);
    case 'user-deleted':
      return undefined;
  }
}

/** A user with one more account, or one more product of an account. */
export function linked(user: User | undefined, merchant: number, product: Product): User {
  const accounts = new Map(user?.accounts);
  return { accounts: accounts.set(merchant, new Set(accounts.get(merchant)).add(product)) };
}
