/** What a command writes, and how the operator names the place for it. */
export interface OutputKind {
  /** Subject of the messages. */
  readonly what: string;
  readonly option: string;
  /** What the option names. */
  readonly names: 'folder' | 'file';
  /** Whether a missing folder is created. */
  readonly createsFolder: boolean;
}

export const REPORT_OUTPUT: OutputKind = {
  what: 'The report',
  option: '--report',
  names: 'folder',
  createsFolder: true,
};

export const CASSETTE_OUTPUT: OutputKind = {
  what: 'The recording',
  option: '--record',
  names: 'folder',
  createsFolder: true,
};

/** Its folder may be that of the report, which is created as well. */
export const LEDGER_OUTPUT: OutputKind = {
  what: 'The ledger',
  option: '--ledger',
  names: 'file',
  createsFolder: true,
};

/** One page of `npm run report`. */
export const PAGE_OUTPUT: OutputKind = { what: 'The page', option: '--out', names: 'file', createsFolder: false };
