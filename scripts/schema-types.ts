import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';

/** `npm run types`: writes the TypeScript types of files that the suite writes from their schemas, so that both cannot differ. */

/** A schema of `specs/`, the name of its type, and the file that gets the types. */
interface Written {
  readonly schema: string;
  readonly type: string;
  readonly file: string;
  /** A definition of the schema whose type, with all that it uses, gets a file of its own. */
  readonly part?: { readonly definition: string; readonly file: string };
}

export const WRITTEN: readonly Written[] = [
  {
    schema: 'results',
    type: 'Results',
    file: 'src/verdict/results.ts',
    part: { definition: 'requirementResult', file: 'src/verdict/results-requirement.ts' },
  },
  { schema: 'cassette', type: 'CassetteFile', file: 'src/cassette/schema-types.ts' },
  { schema: 'ledger', type: 'LedgerFile', file: 'src/ledger/schema-types.ts' },
];

const ROOT = new URL('../', import.meta.url);

interface Schema extends Exclude<Parameters<typeof compile>[0], boolean> {
  readonly $defs?: Readonly<Record<string, Schema>> | undefined;
}

/** The files with the types as the schema has them now, by path, formatted like any other file. */
export async function typesOf({ schema: name, type, file, part }: Written): Promise<ReadonlyMap<string, string>> {
  const source = `specs/${name}.schema.json`;
  const schema = JSON.parse(readFileSync(new URL(source, ROOT), 'utf8'), earlierTuples) as Schema;
  const banner = `/* Written by \`npm run types\` from ${source}. Change the schema instead. */`;
  const all = await declarations(schema, type);
  if (part === undefined) return new Map([[file, await formatted(file, [banner, '', ...all.values()])]]);

  const definition = { ...schema.$defs?.[part.definition], $defs: schema.$defs };
  const apart = await declarations(definition, capital(part.definition));
  const rest = [...all].flatMap(([one, text]) => (apart.has(one) ? [] : [text]));
  const used = [...apart.keys()].filter((one) => rest.some((text) => new RegExp(`\\b${one}\\b`).test(text)));
  const from = `from './${basename(part.file)}';`;
  const imports = [`import type { ${used.join(', ')} } ${from}`, `export type * ${from}`];
  return new Map([
    [file, await formatted(file, [banner, '', ...imports, '', ...rest])],
    [part.file, await formatted(part.file, [banner, '', ...apart.values()])],
  ]);
}

/** The declarations of a schema's types, by name. */
async function declarations(schema: Schema, type: string): Promise<Map<string, string>> {
  const written = await compile({ ...schema, title: type }, type, {
    additionalProperties: false,
    bannerComment: '',
    style: { printWidth: 120, singleQuote: true },
    strictIndexSignatures: false,
  });
  const each = written.split(/^(?=\/\*\*|export )(?<!\*\/\n)/m);
  return new Map(each.flatMap((text) => (/^export \w+ (\w+)/m.exec(text) ?? []).slice(1).map((name) => [name, text])));
}

async function formatted(file: string, texts: readonly string[]): Promise<string> {
  const oneLine = texts.join('\n').replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, '/** $1 */');
  const path = fileURLToPath(new URL(file, ROOT));
  return format(oneLine, { ...(await resolveConfig(path)), filepath: path });
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The library reads tuples as drafts before 2020-12 wrote them. */
function earlierTuples(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('prefixItems' in value)) return value;
  const { prefixItems, ...rest } = value as { prefixItems: unknown[] };
  return { ...rest, items: prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const one of WRITTEN) for (const [file, types] of await typesOf(one)) writeFileSync(new URL(file, ROOT), types);
