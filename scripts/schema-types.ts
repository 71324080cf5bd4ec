import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';

/** `npm run types`: writes the TypeScript types of files that the suite writes from their schemas, so that both cannot differ. */

/** A schema of `specs/`, the name of its type, and the file that gets the types. */
interface Written {
  readonly schema: string;
  readonly type: string;
  readonly file: string;
}

export const WRITTEN: readonly Written[] = [
  { schema: 'results', type: 'Results', file: 'src/verdict/results.ts' },
  { schema: 'cassette', type: 'CassetteFile', file: 'src/cassette/schema-types.ts' },
  { schema: 'ledger', type: 'LedgerFile', file: 'src/ledger/schema-types.ts' },
];

const ROOT = new URL('../', import.meta.url);

/** The types as the schema has them now, formatted like any other file. */
export async function typesOf({ schema: name, type, file }: Written): Promise<string> {
  const source = `specs/${name}.schema.json`;
  const schema = JSON.parse(readFileSync(new URL(source, ROOT), 'utf8'), earlierTuples) as Parameters<
    typeof compile
  >[0];
  const written = await compile({ ...schema, title: type }, type, {
    additionalProperties: false,
    bannerComment: `/* Written by \`npm run types\` from ${source}. Change the schema instead. */`,
    format: false,
    strictIndexSignatures: false,
  });
  const oneLine = written.replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, '/** $1 */');
  const path = fileURLToPath(new URL(file, ROOT));
  return format(oneLine, { ...(await resolveConfig(path)), filepath: path });
}

/** The library reads tuples as drafts before 2020-12 wrote them. */
function earlierTuples(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('prefixItems' in value)) return value;
  const { prefixItems, ...rest } = value as { prefixItems: unknown[] };
  return { ...rest, items: prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const one of WRITTEN) writeFileSync(new URL(one.file, ROOT), await typesOf(one));
