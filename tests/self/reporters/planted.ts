import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { oneLine } from '../../../reporters/render/sanitize.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { exchange, requirement, sampleResults } from './sample-results.ts';

type Schema = Readonly<Record<string, unknown>>;

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../specs/results.schema.json', import.meta.url), 'utf8'),
) as Schema;

/** Results in which nothing that can be said is left out: every kind of requirement, a selection, known failures. */
export function fullResults(): Results {
  const knownFailure = { reason: 'Being rewritten.', link: 'https://example.com/1', expires: '2026-12-31' };
  const sample = sampleResults();
  const broken = exchange({ schemaErrors: [{ path: '/message', message: 'must be string' }] });
  const requirements: RequirementResult[] = [
    ...sample.requirements,
    requirement({ id: 'knot/known', verdict: 'fail', knownFailure, evidence: [broken, exchange({ role: 'observe' })] }),
    requirement({ id: 'knot/mended', knownFailure }),
    requirement({ id: 'knot/broken', verdict: 'error', reason: 'suite', message: 'The check failed.' }),
    requirement({
      id: 'knot/late',
      verdict: 'inconclusive',
      reason: 'pending',
      message: 'Still there.',
      pending: { deadline: '2026-02-01T10:00:00.000Z' },
    }),
  ];
  const further: Partial<Results> = {
    suite: { ...sample.suite, commit: 'c0ffee' },
    partial: { selection: 'user' },
    detection: '300 of 300',
    targets: sample.targets.map((target) => ({ ...target, declared: { ...target.declared, further: 'declared' } })),
    knownFailures: [{ id: 'knot/known', ...knownFailure, state: 'failing' }],
  };
  return { ...sample, ...further, requirements };
}

/** A place in the results, as a JSON Pointer without escapes, that any string may stand in. */
export type Plant = (path: string) => string;

/** The results with another string in every place where their schema allows any, names of properties included. */
export function planted(results: Results, plant: Plant): Results {
  return replaced(results, SCHEMA, '', plant) as Results;
}

function replaced(value: unknown, schema: Schema | undefined, path: string, plant: Plant): unknown {
  const rules = schema && resolved(schema, value);
  if (typeof value === 'string') return isFree(rules) ? longEnough(plant(path), rules) : value;
  if (Array.isArray(value)) return value.map((one, n) => replaced(one, itemOf(rules, n), `${path}/${n}`, plant));
  if (typeof value !== 'object' || value === null) return value;
  const properties = (rules?.['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const known = properties[name];
      const at = `${path}/${name}`;
      if (known) return [name, replaced(inner, known, at, plant)];
      return [`${name} ${plant(`${at} (name)`)}`, typeof inner === 'string' ? plant(at) : inner];
    }),
  );
}

/** What a schema says of a value: behind its reference, and of several the one that takes the value's type. */
function resolved(schema: Schema, value: unknown): Schema {
  const { $ref, oneOf } = schema;
  if (typeof $ref === 'string') {
    const target = $ref
      .slice(2)
      .split('/')
      .reduce<unknown>((node, step) => (node as Schema)[step], SCHEMA);
    return resolved(target as Schema, value);
  }
  if (!Array.isArray(oneOf)) return schema;
  const wanted = value === null ? 'null' : 'other';
  const fitting = (oneOf as Schema[]).find((one) => (one['type'] === 'null' ? 'null' : 'other') === wanted);
  return resolved(fitting ?? {}, value);
}

function itemOf(rules: Schema | undefined, index: number): Schema | undefined {
  const prefix = rules?.['prefixItems'];
  return (Array.isArray(prefix) ? prefix[index] : rules?.['items']) as Schema | undefined;
}

const isFree = (rules: Schema | undefined): rules is Schema =>
  rules !== undefined && !['enum', 'const', 'pattern', 'format'].some((keyword) => keyword in rules);

const longEnough = (text: string, { minLength = 0 }: { minLength?: number } & Schema): string =>
  text.length >= minLength ? text : 'x'.repeat(minLength);

/** What acts somewhere, if anything takes it for more than text. */
const TOKENS = [
  ...['&nbsp;', '&hostile;', '&#0;', '&#x0;', '&#xFFFE;', '&amp;', '&lt;script&gt;', '&', '&;', '&#', '%41', '&#64;'],
  ...[']]>', '<![CDATA[', '<!--', '-->', '<!DOCTYPE x [<!ENTITY a "b">]>', '<?xml?>', '</failure>', '</system-out>'],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"',
    "'",
    ' onload="x" ',
    '</style>',
    '</pre>',
    '<a/>',
  ],
  ...['javascript:alert(1)', 'https://evil.example/x', 'http://a.b', 'www.evil.example', 'a@evil.example', '@everyone'],
  ...[
    '|',
    '\\|',
    '\\',
    '`',
    '```',
    '**',
    '__',
    '~~',
    '[x](https://evil.example)',
    '![x](y)',
    '[^1]',
    '$x$',
    '$$',
    ':x:',
  ],
  ...[
    '# head',
    '- item',
    '1. item',
    '+ item',
    '> quote',
    '---',
    '===',
    '- [ ] task',
    '#12',
    'GH-12',
    ':white_check_mark:',
  ],
  ...['\n', '\n\n', '\r', '\r\n', '\t', ' ', '\u00a0', '\u3000', '\n::error::pwned', '::set-output name=x::y', '::'],
  ...['##[error]x', '##vso[task.complete]', "##teamcity[testFailed name='x']", '\n    code', '\n| a | b |'],
  ...['\x1b[31m', '\x1b]0;title\x07', '\x9b2J', '\0', '\b', '\x7f', '\u0085', '\ud800', '\udfff', '\uffff', '\ufffe'],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u2028',
    '\ufeff',
    '\u{e0001}',
    '\u{1fffe}',
    '😀',
    'é',
    '__proto__',
    'constructor',
  ],
  'x'.repeat(3000),
];

/** Made when it is first called: fast-check takes a second to prepare it, and the file is read to list the tests as well. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

/** Any string at all: tokens that act, single units of UTF-16 (halves of pairs among them), and plain words. */
export const anyText = once((): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...TOKENS) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
        { weight: 1, arbitrary: fc.constantFrom('word', '200', 'two words', '.', ',') },
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

const resultsOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Results> =>
  fc.array(text, { minLength: 7, maxLength: 7 }).map((texts) => {
    let next = 0;
    // One name for the one vendor: what stands under another name is another group.
    return planted(fullResults(), (path) => texts[path.endsWith('/vendor') ? 0 : next++ % texts.length] ?? '');
  });

/** Full results with strings drawn for them; the same few stand in all places, each at another one next time. */
export const anyResults = once(() => resultsOf(anyText()));

/** The same with something to read in every string: what is empty or blank is left out by some outputs. */
export const anyReadableResults = once(() =>
  resultsOf(anyText().map((text) => (oneLine(text) === '' ? `${text}q` : text))),
);
