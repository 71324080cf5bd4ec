/** The import direction of the tree (ARCHITECTURE.md): specs ← src ← tests, and one way between the folders of src. */

/** Folders and files of src from the bottom up: each imports its own line or those above it here. */
const ORDER = [
  ['contract', 'errors[.]ts$', 'clock[.]ts$', 'http'],
  ['verdict', 'output'],
  ['spec-loader', 'auth'],
  ['configuration'],
  ['users'],
  ['checks'],
  ['evidence'],
  ['sandbox'],
  ['results'],
  ['run'],
  ['ledger', 'shards', 'cassette', 'init'],
  ['session'],
  ['library', 'index[.]ts$'],
];

const folders = (...lines) =>
  `^src/(${lines
    .flat()
    .map((name) => (name.endsWith('$') ? name : `${name}/`))
    .join('|')})`;

const upward = ORDER.slice(0, -1).map((line, height) => ({
  name: `order-${line.map((name) => name.replace('[.]ts$', '')).join('-')}`,
  severity: 'error',
  comment: 'Imports go down the order of ARCHITECTURE.md.',
  from: { path: folders(line) },
  to: { path: folders(...ORDER.slice(height + 1)) },
}));

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    ...upward,
    forbid('no-cycles', 'A cycle has no bottom to read from.', {}, { circular: true }),
    forbid('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    forbid(
      'declared-dependencies',
      'What the package itself runs on stands in dependencies. In a checkout the command loads TypeScript.',
      { path: '^(src|bin|reporters|specs)/', pathNot: '^bin/conformance[.]js$' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('specs-are-data', 'specs import nothing.', { path: '^specs/' }, {}),
    forbid(
      'src-below-all',
      'src may import src and specs only.',
      { path: '^src/' },
      { path: '^(bin|bench|tests|reporters|integrations|playwright[.]config)' },
    ),
    forbid(
      'nothing-imports-bin',
      'Commands are the top; self-tests try them.',
      { pathNot: '^(bin|bench|tests/self)/' },
      { path: '^(bin|bench)/' },
    ),
    forbid(
      'sandbox-is-independent',
      'The reference implementation is written from the contract, not from what judges it.',
      { path: '^src/sandbox/' },
      { path: '^src/(checks|users|configuration|spec-loader|evidence|results|run|session|verdict|contract/cases)/' },
    ),
    forbid(
      'engine-knows-no-sandbox',
      'Only the run starts it.',
      {
        path: folders(
          ...ORDER.slice(
            0,
            ORDER.findIndex(([name]) => name === 'sandbox'),
          ),
        ),
      },
      { path: '^src/sandbox/' },
    ),
    forbid(
      'reporters-read-results',
      'Reporters know the verdicts, the results file and what may be written; of exchanges only the types.',
      { path: '^reporters/' },
      {
        path: '^(src|tests|bin|bench)/',
        pathNot: '^src/(verdict|http|results|output)/|^src/(errors|evidence/redacted)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'reporters-never-exchange',
      'Reporters never reach the network.',
      { path: '^reporters/' },
      { path: '^src/http/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'conformance-apart-from-self',
      'What runs against a target shares nothing with what proves the suite.',
      { path: '^tests/conformance/' },
      { path: '^tests/self/' },
    ),
    forbid(
      'one-client',
      'Only src/http opens a client socket; src/sandbox serves; bench measures against bare requests.',
      { pathNot: '^(src/http/|src/sandbox/serve|tests/conformance/worker-channel|tests/self/|bench/)' },
      {
        path: '^(node:)?(http|https|http2|net|tls|dgram)$|node_modules/(undici|@hono/node-server)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'runner-stays-outside',
      'The engine is free of any test runner.',
      { pathNot: '^(tests/|reporters/|integrations/|bench/|playwright[.]config)' },
      { path: 'node_modules/(@playwright|playwright|playwright-core)/' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
