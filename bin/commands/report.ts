import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { derive } from '../../src/evidence/redacted.ts';
import { reserveOutput } from '../../src/output/folder.ts';
import { PAGE_OUTPUT } from '../../src/output/kinds.ts';
import { FORMAT_FILES, type ReportFormats } from '../../src/output/report-files.ts';
import { addFormatOptions, parseFormats, type GivenFormats } from '../../src/session/parse-formats.ts';
import { boundary } from '../../src/session/redaction.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { compareFiles } from './compare.ts';
import type { End } from '../command-types.ts';
import { readRedacted, writePage } from '../write-page.ts';

/** Adds `report RESULTS`; with `--compare` it is `compare`. */
export function addReport(program: Command, end: End): void {
  addFormatOptions(program.command('report'))
    .description('Renders the report of a results.json again, or compares two of them.')
    .argument('<results...>', 'results.json; with --compare the earlier and the later one')
    .option('--compare', 'compare two results: exit 1 when something got worse', false)
    .option('--out <file>', 'where the page goes (default: index.html next to the results, or compare.html here)')
    .action(async (files: string[], { compare, out, ...given }: { compare: boolean; out?: string } & GivenFormats) => {
      const asked = parseFormats(given);
      const [first = '', second = ''] = files;
      if (compare) {
        if (asked.formats.length > 0)
          throw new ConfigurationError('--format is of one report: leave it out with --compare.');
        if (files.length !== 2) throw new ConfigurationError(`--compare takes two results files, not ${files.length}.`);
        end(await compareFiles(first, second, out));
      } else {
        if (files.length !== 1)
          throw new ConfigurationError(`One results file is rendered, not ${files.length}; --compare takes two.`);
        end(await render(first, out ?? join(dirname(first), 'index.html'), asked));
      }
    });
}

/** Further formats go to the folder of the page. */
async function render(results: string, file: string, asked: ReportFormats): Promise<number> {
  const { renderHtml } = await import('../../reporters/render/html.ts');
  const { renderFormats } = await import('../../reporters/render/formats.ts');
  const redacted = readRedacted(results);
  const names = asked.formats.map((format) => FORMAT_FILES[format]);
  const folder = names.length > 0 ? reserveOutput(dirname(file), names, PAGE_OUTPUT) : undefined;
  writePage(file, derive(redacted, renderHtml), [results]);
  folder?.write(Object.fromEntries(derive(redacted, () => renderFormats(redacted, asked))));
  print(boundary.text(`Report: ${file}`));
  return 0;
}
