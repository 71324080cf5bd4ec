import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
import { environment } from '../read-environment.ts';
import type { End } from '../command-types.ts';
import { readRedacted, writePage } from '../write-page.ts';

interface Given extends GivenFormats {
  readonly compare: boolean;
  readonly forVendor?: boolean;
  readonly out?: string;
}

/** Adds `report RESULTS`; with `--compare` it is `compare`. */
export function addReport(program: Command, end: End): void {
  addFormatOptions(program.command('report'))
    .description('Renders the report of a results.json again, or compares two of them.')
    .argument('<results...>', 'results.json; with --compare the earlier and the later one')
    .option('--compare', 'compare two results: exit 1 when something got worse', false)
    .option('--for-vendor', "the failures alone, for the vendor's support: correlation ids, no internal hosts")
    .option('--out <file>', 'where the page goes (default: index.html next to the results, or compare.html here)')
    .action(async (files: string[], { compare, forVendor = false, out, ...given }: Given) => {
      const asked = parseFormats(given);
      const [first = '', second = ''] = files;
      if (forVendor && (compare || asked.formats.length > 0))
        throw new ConfigurationError('--for-vendor writes one text: leave out --compare and --format.');
      if (compare) {
        if (asked.formats.length > 0)
          throw new ConfigurationError('--format is of one report: leave it out with --compare.');
        if (files.length !== 2) throw new ConfigurationError(`--compare takes two results files, not ${files.length}.`);
        end(await compareFiles(first, second, out));
      } else {
        if (files.length !== 1)
          throw new ConfigurationError(`One results file is rendered, not ${files.length}; --compare takes two.`);
        if (forVendor) end(await renderVendorText(first, out ?? join(dirname(first), 'for-vendor.md')));
        else end(await render(first, out ?? join(dirname(first), 'index.html'), asked));
      }
    });
}

/** The text for the vendor's support, next to the results unless `--out` names another file. */
async function renderVendorText(results: string, file: string): Promise<number> {
  const { renderForVendor } = await import('../../reporters/render/for-vendor.ts');
  const { readCatalogue } = await import('../../src/session/vendors.ts');
  const vendors = readCatalogue(environment()).profiles.map(({ name, profile: { title, hosts, keepHeaders } }) => ({
    ...{ name, title, hosts: [...hosts.production, ...hosts.sandbox] },
    correlationHeaders: keepHeaders.map((header) => header.toLowerCase()),
  }));
  writePage(
    file,
    derive(readRedacted(results), (one) => renderForVendor(one, vendors)),
    [results],
  );
  print(boundary.text(`For the vendor: ${file}`));
  return 0;
}

/** Further formats go to the folder of the page. */
async function render(results: string, file: string, asked: ReportFormats): Promise<number> {
  const { renderHtml } = await import('../../reporters/render/html.ts');
  const { renderFormats } = await import('../../reporters/render/formats.ts');
  const redacted = readRedacted(results);
  const names = asked.formats.map((format) => FORMAT_FILES[format]);
  const folder = names.length > 0 ? reserveOutput(dirname(file), names, PAGE_OUTPUT) : undefined;
  const sha256 = createHash('sha256').update(readFileSync(results)).digest('hex');
  writePage(
    file,
    derive(redacted, (one) => renderHtml(one, sha256)),
    [results],
  );
  folder?.write(Object.fromEntries(derive(redacted, () => renderFormats(redacted, asked))));
  print(boundary.text(`Report: ${file}`));
  return 0;
}
