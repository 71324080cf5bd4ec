const OF_USERS = ['living', 'gone', 'terminating', 'answered 500'] as const;

/** All words of the facts that are one of a few; what else a requirement expects of them can never be observed. */
export const FACT_WORDS = {
  victim: OF_USERS,
  bystander: OF_USERS,
  firstLook: OF_USERS,
  job: ['done', 'failed', 'pending', 'unknown', 'undocumented', 'missing', 'none'],
} as const;

/** The words of a fact; undefined where it may be anything. */
export const wordsOfFact = (fact: string): readonly string[] | undefined =>
  (FACT_WORDS as Readonly<Record<string, readonly string[]>>)[fact];
