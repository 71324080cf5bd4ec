import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import type { Requirement } from '../../../../src/verdict/types.ts';
import type { Fault } from './fault.ts';
import { aloneIn, type Row } from './matrix.ts';
import { STAYS } from './stays.ts';

/** What is known of the faults of one requirement. */
export interface Alone {
  readonly slug: string;
  /** Faults that it is known to find. */
  readonly faults: number;
  /** Names of those that it alone finds. */
  readonly only: readonly string[];
  /** Of a requirement that finds none alone: how many of its faults no whole run has judged, and why it stays. */
  readonly open: number;
  readonly stays: string | null;
}

/** Where a vendor's matrix is kept. */
export const matrixFile = (vendor: string): string =>
  fileURLToPath(new URL(`../${vendor}/matrix.jsonl`, import.meta.url));

/** What each tested MUST and SHOULD requirement finds alone, in the order of the file. */
export function aloneOf(
  requirements: readonly Requirement[],
  faults: readonly Pick<Fault<unknown>, 'id' | 'primary'>[],
  rows: readonly Row[],
): Alone[] {
  const judged = new Map(rows.map((row) => [row.id, row]));
  const alone = new Map<string, string[]>();
  for (const row of rows) {
    const slug = aloneIn(row);
    if (slug !== null) alone.set(slug, [...(alone.get(slug) ?? []), row.id]);
  }
  return requirements
    .filter(({ check, level }) => check !== undefined && level !== 'MAY')
    .map(({ slug, check = '' }) => {
      const own = faults.filter(({ primary }) => primary.includes(slug));
      const only = alone.get(slug) ?? [];
      // What must be found by several requirements is found alone by none.
      const open = own.filter(({ id, primary }) => primary.length === 1 && !judged.has(id)).length;
      const stays = only.length === 0 && open === 0 ? (STAYS[check] ?? null) : null;
      return { slug, faults: own.length, only, open: only.length === 0 ? open : 0, stays };
    });
}

/** The section of docs/detection.md. */
export async function aloneSection(vendor: string, all: readonly Alone[], rows: number, of: number): Promise<string> {
  const found = all.filter(({ only }) => only.length > 0).length;
  const text = [
    `## ${vendor}: what one requirement alone finds`,
    `Judged by whole runs: ${rows} of ${of} faults. ${found} of ${all.length} requirements find a fault that no other finds.`,
    [
      '| requirement | faults it finds | alone | or why it stays |',
      '| --- | --- | --- | --- |',
      ...all.map(lineOf),
    ].join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(fileURLToPath(import.meta.url))), parser: 'markdown' });
}

function lineOf({ slug, faults, only, open, stays }: Alone): string {
  const why = stays ?? (open > 0 ? `not known yet: faults without a whole run: ${open}` : '–');
  return `| \`${slug}\` | ${faults} | ${only.map((id) => `\`${id.replaceAll('|', '\\|')}\``).join(' ') || '–'} | ${only.length > 0 ? '–' : why} |`;
}
