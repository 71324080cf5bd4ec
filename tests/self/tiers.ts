/** The commands that run the self-tests, by what they run: each test is of the fast, the slow or the long ones. */
export const TIERS = {
  /** `npm test` */
  fast: { grepInvert: /@slow|@long/ },
  /** `npm run test:slow` */
  slow: { grep: /@slow/, grepInvert: /@long/ },
  /** `npm run test:all`: both */
  all: { grepInvert: /@long/ },
  /** `npm run test:whole`: every test, and every table and property to its end */
  whole: {},
} as const;

export type Tier = keyof typeof TIERS;

/** Name of the variable that names the tier; without it Playwright runs every test. */
export const TIER = 'SELF_TEST_TIER';

/** Which tests are of the tier that the environment names. */
export function testsOfTier(environment: NodeJS.ProcessEnv): { grep?: RegExp; grepInvert?: RegExp } {
  const name = environment[TIER] ?? 'whole';
  if (!(name in TIERS)) throw new Error(`${TIER} is "${name}", but names one of ${Object.keys(TIERS).join(', ')}.`);
  return TIERS[name as Tier];
}
