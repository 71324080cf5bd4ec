/** What the run knows of a user. */
export interface UserRecord {
  readonly id: string;
  readonly tenant: 'own' | 'other';
  readonly offered: boolean;
  /** Who uses the user. */
  readonly requirement: string;
  /** Instant of the accepted deletion, in ms since the epoch; null while it must live. */
  readonly deletedAt: number | null;
  /** Of a user who is read in every way: the marks, and the reads that have shown the user living. */
  readonly everyRead?: { readonly marks: readonly unknown[]; readonly shown: readonly string[] };
  readonly oneRead?: true;
  /** Re-created on purpose: not looked at again. */
  readonly recreated?: boolean;
  /** Perhaps deleted and perhaps not: not looked at again, unless a deletion of the user was accepted. */
  readonly doubtful?: true;
  /** Seen gone after its deletion, and not seen living since. */
  readonly seenGone?: boolean;
  /** How often its requirement looked after its deletion. */
  readonly looks?: number;
}
