import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { derive, readBack } from '../../src/evidence/redacted.ts';
import { boundary } from '../../src/session/redaction.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { compareSeveral, isFolder, resultsIn } from './compare-many.ts';
import type { End } from '../command-types.ts';
import { readRedacted, writePage } from '../write-page.ts';

/** Adds `compare`. */
export function addCompare(program: Command, end: End): void {
  program
    .command('compare')
    .description(
      'Compares two results.json: exit 1 when something got worse. Puts more than two, or those of a folder, next to each other.',
    )
    .argument(
      '<results...>',
      'results.json of the earlier and of the later run; or of several runs; or a folder of them',
    )
    .option('--out <file>', 'where the page goes (default: compare.html)')
    .action(async (files: string[], { out = 'compare.html' }: { out?: string }) => {
      end(await compareGiven(files, out));
    });
}

async function compareGiven(files: readonly string[], out: string): Promise<number> {
  const [first = '', second = '', ...more] = files;
  const isHistory = files.length === 1 && isFolder(first);
  if (files.length === 1 && !isHistory)
    throw new ConfigurationError('compare takes two results.json or more, or one folder that holds several.');
  if (!isHistory && more.length === 0) return compareFiles(first, second, out);
  await compareSeveral(isHistory ? resultsIn(first) : files, isHistory, out);
  return 0;
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
