/** What a merchant account may be linked for. */
export type Product = 'card_switcher' | 'transaction_link';

/** A user as the log names one: the id belongs to the client that chose it. */
export interface Who {
  readonly client: string;
  readonly user: string;
}

/** What a request may add to the log. */
export type Happening = Who &
  (
    | { readonly kind: 'user-known' }
    | { readonly kind: 'account-linked'; readonly merchant: number; readonly product: Product }
    | { readonly kind: 'user-deleted' }
  );

/** An entry of the log: what happened, and when it was accepted, in ms by the clock. */
export type KnotEvent = Happening & { readonly at: number };

/** Whether an event is about a user. The documents fold no ids: only the same characters are the same user. */
export const isAbout = (event: KnotEvent, who: Who): boolean => event.client === who.client && event.user === who.user;
