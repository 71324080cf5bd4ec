/** What is mutated, and the folder of pure tests that must notice. */
export interface Area {
  readonly name: string;
  readonly mutate: string;
  /** Folder under tests/self. */
  readonly tests: string;
  /** The score, in percent, below which the command fails. */
  readonly least: number;
}

export const AREAS: readonly Area[] = [
  // The algebra of verdicts: whatever survives here is a verdict that nobody holds us to.
  { name: 'verdict', mutate: 'src/verdict/*.ts', tests: 'verdict', least: 100 },
  { name: 'contract', mutate: 'src/contract/*.ts', tests: 'contract', least: 90 },
  { name: 'cases', mutate: 'src/contract/cases/*.ts', tests: 'contract', least: 68 },
];
