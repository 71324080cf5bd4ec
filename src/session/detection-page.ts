import type { DetectionData } from '../build-info.ts';

/** Reads docs/detection.md: its totals, for each requirement the faults that it must catch, and what it alone finds. */
export function parseDetectionPage(text: string): DetectionData {
  const faults: Record<string, string[]> = {};
  const alone: Record<string, DetectionData['alone'][string]> = {};
  const does = new Map<string, string>();
  let vendor = '';
  let isAlone = false;
  for (const line of text.split('\n')) {
    const heading = /^(###?) ([^:]+): /.exec(line);
    vendor = heading?.[2] ?? vendor;
    if (heading) isAlone = heading[1] === '##';
    const [, first = '', second = '', third = '', fourth = ''] = cellsOf(line);
    if (isAlone) {
      if (first === '') continue;
      const only = [...third.matchAll(/`([^`]+)`/g)].map(([, name = '']) => does.get(`${vendor} ${name}`) ?? name);
      alone[`${vendor}/${nameIn(first)}`] = { faults: only, stays: staysIn(fourth) };
      continue;
    }
    does.set(`${vendor} ${nameIn(first)}`, second);
    // Only the tables of broken implementations name grades.
    for (const [, slug] of third.matchAll(/`([a-z0-9-]+)` (?:fail|warn)/g))
      (faults[`${vendor}/${String(slug)}`] ??= []).push(second);
  }
  return { sentence: /^This suite's checks catch .*$/m.exec(text)?.[0] ?? null, faults, alone };
}

const nameIn = (cell: string): string => cell.replaceAll('`', '');

const staysIn = (cell: string): string | null => (cell === '–' || cell.startsWith('not known yet') ? null : cell);

/** The cells of a line of a table; an escaped bar belongs to its cell. */
function cellsOf(line: string): string[] {
  if (!line.startsWith('| `')) return [];
  return line.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\([|*_<>])/g, '$1'));
}
