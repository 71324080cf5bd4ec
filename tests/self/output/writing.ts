import { REPORT_FILES } from '../../../src/output/report-files.ts';
import { reserveOutput } from '../../../src/output/folder.ts';
import { REPORT_OUTPUT } from '../../../src/output/kinds.ts';

/** Writes one report after another to the folder of its argument, until it is killed. All files of one have one text. */
const [, , dir = ''] = process.argv;
for (let run = 0; ; run += 1) {
  const text = `run ${String(run)}\n`.repeat(20_000);
  reserveOutput(dir, REPORT_FILES, REPORT_OUTPUT).write(Object.fromEntries(REPORT_FILES.map((name) => [name, text])));
  if (run === 1) process.stdout.write('writing\n');
}
