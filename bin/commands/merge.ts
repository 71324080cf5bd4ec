import type { Command } from 'commander';
import { reserveOutput } from '../../src/output/folder.ts';
import { REPORT_OUTPUT } from '../../src/output/kinds.ts';
import { reportFiles } from '../../src/output/report-files.ts';
import { addFormatOptions, parseFormats, type GivenFormats } from '../../src/session/parse-formats.ts';
import { addLabelOption, parseLabel } from '../../src/session/label.ts';
import { REPORT_DIR, type End } from '../command-types.ts';
import { environment } from '../read-environment.ts';
import { publish } from '../write-report.ts';

/** Adds `merge DIR`. */
export function addMerge(program: Command, end: End): void {
  addLabelOption(addFormatOptions(program.command('merge')))
    .description('Judges the shards (--shard) of a run in a folder and writes the report.')
    .argument('<dir>', 'the folder')
    .option('--report <dir>', 'where the output goes', REPORT_DIR)
    .allowExcessArguments(false)
    .action(async (dir: string, { report, label, ...given }: { report: string; label?: string } & GivenFormats) => {
      const asked = parseFormats(given);
      const named = parseLabel(label);
      const { mergeFolder } = await import('../../src/session/merge.ts');
      reserveOutput(report, reportFiles(asked.formats), REPORT_OUTPUT);
      end(await publish(report, await mergeFolder(dir, environment(), named), asked));
    });
}
