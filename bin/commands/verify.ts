import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { reserveOutput } from '../../src/output/folder.ts';
import { REPORT_OUTPUT } from '../../src/output/kinds.ts';
import { reportFiles } from '../../src/output/report-files.ts';
import { addFormatOptions, parseFormats, type GivenFormats } from '../../src/session/parse-formats.ts';
import { REPORT_DIR, type End } from '../command-types.ts';
import { environment } from '../read-environment.ts';
import { publish } from '../write-report.ts';

interface Given extends GivenFormats {
  readonly ledger: string;
  readonly results: string;
  readonly report: string;
  readonly recheck?: boolean;
}

/** Adds `verify`. */
export function addVerify(program: Command, end: End): void {
  addFormatOptions(program.command('verify'))
    .description('Looks again at the users that an earlier run deleted, and updates its report.')
    .requiredOption('--ledger <file>', 'the ledger of the run')
    .requiredOption('--results <file>', 'the results.json of the run')
    .option('--recheck', 'also look again at the users that were seen gone: who is back?')
    .option('--report <dir>', 'where the output goes', REPORT_DIR)
    .allowExcessArguments(false)
    .action(async (given: Given) => {
      const { verifyRun } = await import('../../src/session/verify.ts');
      const asked = parseFormats(given);
      reserveOutput(given.report, reportFiles(asked.formats), REPORT_OUTPUT);
      const { results, message } = await verifyRun(given, environment());
      end(await publish(given.report, results, asked));
      print(message);
    });
}
