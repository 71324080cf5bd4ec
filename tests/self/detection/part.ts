import { isInPart } from '../part.ts';
import type { Line, Table } from './suites.ts';

/**
 * Which implementations `npm run test:all` measures: for each requirement the first that must hit it, and one in eight of all
 * others, by name. In whole, all of them.
 */
export async function partOfTables(tables: readonly Table[]): Promise<(table: Table, line: Line) => boolean> {
  const part = new Set<string>();
  const named = new Set<string>();
  for (const table of tables)
    for (const line of await table.list()) {
      const requirements = Object.keys(line.primary ?? {}).map((slug) => `${table.vendor}/${slug}`);
      const isNew = requirements.some((requirement) => !named.has(requirement));
      if (!isNew && !isInPart(keyOf(table, line), 8)) continue;
      part.add(keyOf(table, line));
      requirements.forEach((requirement) => named.add(requirement));
    }
  return (table, line) => part.has(keyOf(table, line));
}

const keyOf = ({ vendor, name }: Table, { id }: Line): string => `${vendor} ${name} ${id}`;
