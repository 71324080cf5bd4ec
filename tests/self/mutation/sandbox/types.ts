export type VendorName = 'knot' | 'mastercard';

/** What the run makes of a mutant. */
export type Status =
  /** A MUST failed. */
  | 'killed'
  /** No MUST failed, and a verdict changed. */
  | 'changed'
  | 'survived'
  | 'timeout'
  /** No sandbox could be made, or no run started, with it. */
  | 'broken';

/** Which mutant a worker is asked to judge, and by which vendor's run. */
export interface Job {
  readonly vendor: VendorName;
  /** Its id. */
  readonly mutant: string;
  /** Whether it stands where something is counted or measured. */
  readonly large: boolean;
}

/** What a worker answers. */
export interface Answer {
  readonly status: Status;
  /** The first requirement whose verdict is another one; why a mutant survived; the error of a broken one. */
  readonly by?: string;
}
