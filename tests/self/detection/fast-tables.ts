/**
 * The tables of which `npm test` measures its part: those whose part takes a second or so, and Knot's lies about deletion.
 * A table that is not named here is measured by `npm run test:slow`.
 */
export const FAST_TABLES: Readonly<Record<string, readonly string[]>> = {
  knot: [
    'lies about deletion',
    'nodes that disagree',
    'strangers let in',
    'strangers turned away wrongly',
    'shape of errors',
    'repetition and company',
    'connections and headers',
    'answers now this way, now that',
    'parts and returns',
    'what is remembered and taken along',
    'users that are left',
    'other callers, clients and routes',
    'what overlaps a deletion',
    'how users came to be',
    'legal: header fields',
    'legal: credentials and paths',
    'legal: spellings',
    'legal: parts and returns',
  ],
  mastercard: [
    'users that are left',
    'repetition and company',
    'parts and returns',
    'blanket',
    'legal: shapes of lists',
    'legal: limits',
    'legal: nodes that catch up',
    'legal: spellings',
  ],
};
