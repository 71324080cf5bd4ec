import type { DetectionData } from '../build-info.ts';

/** Reads docs/detection.md: its totals, and for each requirement the faults that it must catch. */
export function parseDetectionPage(text: string): DetectionData {
  const faults: Record<string, string[]> = {};
  let vendor = '';
  for (const line of text.split('\n')) {
    vendor = /^### ([^:]+): /.exec(line)?.[1] ?? vendor;
    // Only the tables of broken implementations name grades.
    const [, , does = '', mustHit = ''] = cellsOf(line);
    for (const [, slug] of mustHit.matchAll(/`([a-z0-9-]+)` (?:fail|warn)/g))
      (faults[`${vendor}/${String(slug)}`] ??= []).push(does);
  }
  return { sentence: /^This suite's checks catch .*$/m.exec(text)?.[0] ?? null, faults };
}

/** The cells of a line of a table; an escaped bar belongs to its cell. */
function cellsOf(line: string): string[] {
  if (!line.startsWith('| `')) return [];
  return line.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\([|*_<>])/g, '$1'));
}
