/* Written by `npm run types` from specs/ledger.schema.json. Change the schema instead. */

export type Instant = string;

export interface LedgerFile {
  schemaVersion: 1;
  runs: {
    runId: string;
    entries: Entry[];
    /** Users who had to survive the run and live on until verify has looked at them. */
    kept?: Kept[];
    /** Verdicts that pending requirements get once every deletion of theirs is met, by requirement. */
    ifMet: {
      [k: string]: {
        verdict:
          'pass' | 'fail' | 'warn' | 'info' | 'not-observed' | 'not-applicable' | 'not-run' | 'inconclusive' | 'error';
        actual: string;
        /** What broke the requirement all the same, where something did. */
        message?: string;
        /** The requirement whose deletions these are, where it is another one. */
        of?: string;
      };
    };
  }[];
}

export interface Entry {
  vendor: string;
  /** The requirement whose deletion it was, or the part of the run around them. */
  requirement: string;
  id: string;
  tenant: 'own' | 'other';
  offered: boolean;
  /** When the accepting answer came. */
  acceptedAt: string;
  /** When the contract wants it done. */
  deadline: string;
  /** Null while it is pending. */
  closed: null | {
    at: Instant;
    as: 'met' | 'overdue' | 'late' | 'back';
  };
}

export interface Kept {
  vendor: string;
  requirement: string;
  id: string;
  tenant: 'own' | 'other';
  seenAt: Instant;
  marks: (string | number)[];
  preserved: {
    what: string;
    /** The beginning of the SHA-256 of each: the ledger holds nothing of what users have. */
    things: string[];
  }[];
  /** Null while the user is at the target. lost: gone, though nothing of this suite deleted it. */
  closed: null | {
    at: Instant;
    as: 'deleted' | 'lost';
  };
}
