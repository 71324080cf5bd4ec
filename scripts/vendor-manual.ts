import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { SCHEMES } from '../src/auth/schemes.ts';
import { CHECKS } from '../src/checks/index.ts';
import { MADE_WORDS } from '../src/spec-loader/mistakes/placeholders.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE = join(ROOT, 'docs/vendor.md');

/** What represents something in templates, and what it represents. */
export const PLACEHOLDERS: readonly (readonly [word: string, where: string, what: string])[] = [
  ['{run}', 'ids, bodies, reads', 'the random part of the run: 17 characters, the same in all of its ids'],
  ['{n}', 'ids, bodies', '12 random hexadecimal digits of one user'],
  ['{uuid}', 'ids, bodies', 'a random UUID of one user'],
  ['{UUID}', 'ids, bodies', 'the same UUID in capitals'],
  ['{digits}', 'ids, bodies', '40 random digits'],
  ['{digits:8}', 'ids, bodies', 'N random digits'],
  ['{chars:12:A-Z2-7}', 'ids, bodies', 'N random characters of a set'],
  ['{number}', 'ids, bodies', '16 random digits that a double holds'],
  ['{pattern}', 'ids, bodies', 'a sample of the pattern that the contract has for ids'],
  ['{user}', 'bodies, reads', 'the id of the user'],
  ['{mark}', 'bodies, further reads', 'one of `users.marks`, which distinguish users'],
  ['{nextMark}', 'bodies', 'another one of them'],
  ['{card}', 'bodies', 'a card number of the documented ranges (`users.cards`)'],
  ['{job}', '`deletion.job`', 'the id of the job that a deletion started'],
  ['{…}', 'bodies', 'whatever `users.keys` and `keep` of an earlier step name'],
  ['{client}', '`auth.identityHeaders`', 'the id of the caller'],
  ...['method', 'path', 'query', 'url', 'host', 'header:Name', 'body'].map(
    (word) => [`{${word}}`, '`auth.string` of `hmac`', 'that part of the request'] as const,
  ),
  ['{bodyHash}', '`auth.string` and `auth.headers` of `hmac`', 'the hash of the body'],
  ['{timestamp}', '`auth.string` and `auth.headers` of `hmac`', 'the time, in the form of `auth.timestamp`'],
  ['{nonce}', '`auth.string` and `auth.headers` of `hmac`', 'a UUID, new for each request'],
  ['{keyId}', '`auth.string` and `auth.headers` of `hmac`', '`<V>_KEY_ID`'],
  ['{signature}', '`auth.headers` of `hmac`', 'the signature'],
];

/** Words of the loader that the list of placeholders does not explain. */
export const unexplained = (): string[] =>
  MADE_WORDS.filter((word) => !PLACEHOLDERS.some(([placeholder]) => placeholder === `{${word}}`));

interface Row {
  readonly id: string;
  readonly check?: string;
}

/** The generated parts of the manual, by their name. */
export function parts(): Readonly<Record<string, string>> {
  return { checks: checksPart(), placeholders: placeholdersPart(), schemes: schemesPart() };
}

/** The manual with its generated parts written again. */
export function withParts(text: string): string {
  return Object.entries(parts()).reduce((all, [name, part]) => {
    const [from, to] = [`<!-- ${name}: written by \`npm run manual\` -->`, `<!-- end of ${name} -->`];
    const [before, rest] = cut(all, from);
    const [, after] = cut(rest, to);
    return `${before}${from}\n\n${part}\n\n${to}${after}`;
  }, text);
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  if (index < 0) throw new Error(`docs/vendor.md does not hold "${at}".`);
  return [text.slice(0, index), text.slice(index + at.length)];
}

function checksPart(): string {
  const rows = ['knot', 'mastercard'].flatMap((vendor) => rowsOf(`specs/${vendor}`));
  const others = ['egret', 'plover'].flatMap((vendor) => rowsOf(`tests/self/vendors/specs/${vendor}`));
  const descriptions = docstrings();
  return [...CHECKS.values()]
    .map((check) => {
      const { name, facts, claims, with: takes } = check;
      const example = [...rows, ...others].find((row) => row.check === name);
      const properties = Object.entries((takes?.['properties'] ?? {}) as Record<string, unknown>);
      const required = (takes?.['required'] ?? []) as readonly string[];
      return [
        `### \`${name}\``,
        '',
        descriptions.get(name) ?? '',
        '',
        `- Facts: ${facts.map((fact) => `\`${fact}\``).join(', ')}${facts.includes('body') ? ', and JSON Pointers into the body' : ''}.`,
        ...properties.map(
          ([key, schema]) =>
            `- \`with.${key}\`${required.includes(key) ? ' (needed)' : ''}: \`${JSON.stringify(schema)}\``,
        ),
        ...(claims ? [`- Claims \`cases\`, to judge their ${claims}.`] : []),
        ...needsOf(check.needs !== undefined, check.badCredentials !== undefined),
        ...(example
          ? ['', '```yaml', stringify(example, { lineWidth: 110, aliasDuplicateObjects: false }).trimEnd(), '```']
          : []),
      ].join('\n');
    })
    .join('\n\n');
}

function needsOf(users: boolean, badCredentials: boolean): string[] {
  if (users) return ['- Needs living users: made by the run, or offered.'];
  return badCredentials ? ['- Needs no living user; sends bad credentials.'] : ['- Needs no living user.'];
}

/** The sentence above each check in its file. */
function docstrings(): ReadonlyMap<string, string> {
  const folders = ['src/checks', 'src/checks/run-level'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
  const found = files.flatMap((text) =>
    [...text.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export const \w+: \w+(?:<[^>]*>)? = \{\s*name: '([\w-]+)'/g)].map(
      ([, comment = '', name = '']) => [name, plain(comment)] as const,
    ),
  );
  return new Map(found);
}

const plain = (comment: string): string =>
  comment
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

function rowsOf(folder: string): Row[] {
  const text = readFileSync(join(ROOT, folder, 'requirements.yaml'), 'utf8');
  return (parse(text, { merge: true, maxAliasCount: 1000 }) as { requirements: Row[] }).requirements;
}

function placeholdersPart(): string {
  const lines = PLACEHOLDERS.map(([word, where, what]) => `| \`${word}\` | ${where} | ${what} |`);
  return ['| placeholder | used in | value |', '| --- | --- | --- |', ...lines].join('\n');
}

function schemesPart(): string {
  const schema = JSON.parse(readFileSync(join(ROOT, 'specs/profile.schema.json'), 'utf8')) as {
    $defs: Record<string, { description?: string; properties?: Record<string, unknown>; required?: string[] }>;
  };
  const lines = SCHEMES.map(({ name }) => {
    const { description = '', properties = {}, required = [] } = schema.$defs[`auth-${name}`] ?? {};
    const own = Object.keys(properties).filter((key) => key !== 'scheme' && key !== 'identityHeaders');
    const keys = own.map((key) => `\`${key}\`${required.includes(key) ? '' : '?'}`).join(', ');
    return `| \`${name}\` | ${description} | ${keys} |`;
  });
  return ['| scheme | how, and by which variables | keys of `auth` |', '| --- | --- | --- |', ...lines].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { format, resolveConfig } = await import('prettier');
  const options = (await resolveConfig(FILE)) ?? {};
  writeFileSync(FILE, await format(withParts(readFileSync(FILE, 'utf8')), { ...options, filepath: FILE }));
}
