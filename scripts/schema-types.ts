import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';

/** `npm run types`: writes the TypeScript types of results.json from its schema, so that both cannot differ. */

const SCHEMA = new URL('../specs/results.schema.json', import.meta.url);
const TYPES = fileURLToPath(new URL('../src/verdict/results.ts', import.meta.url));
const BANNER = '/* Written by `npm run types` from specs/results.schema.json. Change the schema instead. */';

/** The types as the schema has them now, formatted like any other file. */
export async function typesOfResults(): Promise<string> {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'), earlierTuples) as Parameters<typeof compile>[0];
  const source = await compile(schema, 'Results', {
    additionalProperties: false,
    bannerComment: BANNER,
    format: false,
    strictIndexSignatures: false,
  });
  const oneLine = source.replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, '/** $1 */');
  return format(oneLine, { ...(await resolveConfig(TYPES)), filepath: TYPES });
}

/** The library reads tuples as drafts before 2020-12 wrote them. */
function earlierTuples(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('prefixItems' in value)) return value;
  const { prefixItems, ...rest } = value as { prefixItems: unknown[] };
  return { ...rest, items: prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TYPES, await typesOfResults());
