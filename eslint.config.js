import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What opens a socket. Types of these modules may be imported anywhere. */
const NETWORK = ['http', 'https', 'http2', 'net', 'tls', 'dgram'];

const networkImports = [
  {
    regex: `^(node:)?(${NETWORK.join('|')})$|^undici$`,
    allowTypeImports: true,
    message: 'Only src/http opens a client socket and src/sandbox serves; go through a Transport.',
  },
];

const playwrightRequest = {
  group: ['@playwright/test'],
  importNames: ['request'],
  message: "Playwright's request client prints the Authorization header when it times out; use src/http.",
};

/** Playwright features that print secrets or make a run green by leaving things out. */
const syntax = [
  ...[
    "CallExpression[callee.name=/test$/i] > :function > ObjectPattern > Property[key.name='request']",
    "CallExpression[callee.object.name=/test$/i] > :function > ObjectPattern > Property[key.name='request']",
    "CallExpression[callee.property.name='extend'] Property > :function > ObjectPattern > Property[key.name='request']",
    "MemberExpression[object.name=/^(page|playwright)$/][property.name='request']",
  ].map((selector) => ({ selector, message: playwrightRequest.message })),
  {
    selector: "MemberExpression[property.name='toBeOK']",
    message: 'toBeOK prints headers and body of the answer; assert on a redacted exchange.',
  },
  {
    selector: "MemberExpression[property.name='only'][object.name=/(test|describe|it)$/i]",
    message: 'test.only leaves the other tests out.',
  },
  {
    selector: "MemberExpression[property.name='only'][object.property.name='describe']",
    message: 'test.describe.only leaves the other tests out.',
  },
];

const redactedByHand = {
  selector: "TSAsExpression TSTypeReference[typeName.name='Redacted']",
  message: 'Only what has passed the redactor is Redacted: use the boundary, or what src/evidence/redacted.ts offers.',
};

const vendorName = {
  selector:
    ':not(ImportDeclaration) > Literal[value=/knot|mastercard/i], TemplateElement[value.raw=/knot|mastercard/i]',
  message: 'The engine knows no vendor by name: put it into specs/<vendor>/profile.yaml.',
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'conformance-report/', 'test-results/', 'reports/', '.stryker-tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '{bin,bench}/*.js'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...syntax, redactedByHand],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [...networkImports, playwrightRequest] }],
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
      'no-restricted-properties': ['error', { object: 'globalThis', property: 'fetch' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers and booleans read well in a template; what must not land there is an object.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Event handlers in one line and `return reject(…)` say what they mean.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Taking a text apart by code points is what the generated ids need.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Documents are edited by pointer: a key to delete is always computed.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Factories (createGunzip) make the instances of Node's stream classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // What a target sends is stripped of control characters, which takes naming them.
      'no-control-regex': 'off',
      // An async function that has nothing to wait for still keeps the promise of its interface (Transport, Check).
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // What a run prints goes through reporters/print.ts, which takes redacted texts alone.
    files: ['src/**/*.ts', 'reporters/**/*.ts', 'tests/conformance/**/*.ts', 'bin/*.ts', 'bin/commands/**/*.ts'],
    ignores: ['reporters/print.ts', 'bin/commands/sandbox.ts', 'bin/run-self-tests.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/sandbox/**'],
    rules: { 'no-restricted-syntax': ['error', ...syntax, redactedByHand, vendorName] },
  },
  {
    // Where what is Redacted is made.
    files: ['src/evidence/**', 'src/evidence/redact.ts'],
    rules: { 'no-restricted-syntax': ['error', ...syntax, vendorName] },
  },
  {
    // bench/ measures against a floor of bare node:http requests, which is what makes it one.
    // The worker channel serves the runner's own processes, on loopback.
    files: ['src/http/**', 'src/sandbox/**', 'tests/conformance/worker-channel.ts', 'tests/self/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [playwrightRequest] }],
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
    },
  },
  {
    files: ['tests/**/*.ts', 'integrations/**/*.ts'],
    rules: {
      // A copy of a redacted value loses its mark, which a test may want.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string', 'Redacted', 'Passed'] }],
      // Playwright wants an object pattern as the first parameter, used or not: `async ({}, testInfo) =>`.
      'no-empty-pattern': 'off',
      // In a test a wrong `!` is a failing test, and says where.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable' } },
  },
  {
    files: ['{bin,bench}/*.js'],
    rules: { 'no-undef': 'off' }, // The compiler reads these too, and knows Node's globals.
  },
);
