import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { derive, readBack } from '../../src/evidence/redacted.ts';
import { boundary } from '../../src/session/redaction.ts';
import type { End } from '../command-types.ts';
import { readRedacted, writePage } from '../write-page.ts';

/** Adds `compare BEFORE AFTER`. */
export function addCompare(program: Command, end: End): void {
  program
    .command('compare')
    .description('Compares two results.json: exit 1 when something got worse.')
    .argument('<before>', 'results.json of the earlier run')
    .argument('<after>', 'results.json of the later run')
    .option('--out <file>', 'where the page goes (default: compare.html)')
    .allowExcessArguments(false)
    .action(async (before: string, after: string, { out }: { out?: string }) => {
      end(await compareFiles(before, after, out));
    });
}

/**
 * Compares two results, prints what is different, and writes the page.
 * @returns 1 where something got worse, else 0
 * @throws ConfigurationError where a file cannot be read or written
 */
export async function compareFiles(before: string, after: string, out = 'compare.html'): Promise<number> {
  const { compare } = await import('../../reporters/compare/compare.ts');
  const { compareHtml } = await import('../../reporters/compare/html.ts');
  const { compareText } = await import('../../reporters/compare/text.ts');
  const both = readBack([readRedacted(before), readRedacted(after)] as const);
  const comparison = derive(both, ([one, other]) => compare(one, other));
  writePage(out, derive(comparison, compareHtml), [before, after]);
  print(boundary.text(`${compareText(comparison)}Comparison: ${out}`));
  return comparison.worse ? 1 : 0;
}
