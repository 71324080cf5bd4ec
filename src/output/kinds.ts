/** What a command writes, and how the operator names the place for it. */
export interface OutputKind {
  /** Subject of the messages. */
  readonly what: string;
  readonly option: string;
  /** Whether a missing folder is created. */
  readonly createsFolder: boolean;
}

export const REPORT_OUTPUT: OutputKind = { what: 'The report', option: '--report', createsFolder: true };

export const CASSETTE_OUTPUT: OutputKind = { what: 'The recording', option: '--record', createsFolder: true };

export const LEDGER_OUTPUT: OutputKind = { what: 'The ledger', option: '--ledger', createsFolder: false };

/** One page of `npm run report`. */
export const PAGE_OUTPUT: OutputKind = { what: 'The page', option: '--out', createsFolder: false };
