import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { derive } from '../../src/evidence/redacted.ts';
import { boundary } from '../../src/session/redaction.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { compareFiles } from './compare.ts';
import type { End } from '../command-types.ts';
import { readRedacted, writePage } from '../write-page.ts';

/** Adds `report RESULTS`; with `--compare` it is `compare`. */
export function addReport(program: Command, end: End): void {
  program
    .command('report')
    .description('Renders the report of a results.json again, or compares two of them.')
    .argument('<results...>', 'results.json; with --compare the earlier and the later one')
    .option('--compare', 'compare two results: exit 1 when something got worse', false)
    .option('--out <file>', 'where the page goes (default: index.html next to the results, or compare.html here)')
    .action(async (files: string[], { compare, out }: { compare: boolean; out?: string }) => {
      const [first = '', second = ''] = files;
      if (compare) {
        if (files.length !== 2) throw new ConfigurationError(`--compare takes two results files, not ${files.length}.`);
        end(await compareFiles(first, second, out));
      } else {
        if (files.length !== 1)
          throw new ConfigurationError(`One results file is rendered, not ${files.length}; --compare takes two.`);
        end(await render(first, out ?? join(dirname(first), 'index.html')));
      }
    });
}

async function render(results: string, file: string): Promise<number> {
  const { renderHtml } = await import('../../reporters/render/html.ts');
  writePage(file, derive(readRedacted(results), renderHtml), [results]);
  print(boundary.text(`Report: ${file}`));
  return 0;
}
