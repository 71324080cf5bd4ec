import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { safe } from '../../reporters/render/sanitize.ts';
import { derive } from '../../src/evidence/redacted.ts';
import { parseLimits } from '../../src/session/options.ts';
import type { End } from '../command-types.ts';
import { environment } from '../read-environment.ts';

interface Given {
  readonly vendor: string[];
  readonly ledger?: string;
  readonly kept: boolean;
  readonly forget: boolean;
  readonly clockOffset?: string;
}

/** Adds `cleanup`. */
export function addCleanup(program: Command, end: End): void {
  program
    .command('cleanup')
    .description('Deletes the users that earlier runs have left at the configured targets, and only them.')
    .option('--vendor <name>', 'this vendor only (repeatable)', (name: string, names: string[]) => [...names, name], [])
    .option('--ledger <file>', 'the ledger next to which the runs noted their users, too')
    .option('--kept', 'also delete the users that runs with the ledger keep for verify', false)
    .option('--forget', 'delete nobody, and report them no more', false)
    .option('--clock-offset <time>', 'add this to the timestamps in signatures, such as 90s or -2m')
    .allowExcessArguments(false)
    .action(async ({ vendor, ledger, kept, forget, clockOffset }: Given) => {
      const { cleanUp } = await import('../../src/session/cleanup.ts');
      const { clockOffsetMs } = parseLimits(clockOffset === undefined ? {} : { clockOffset });
      const options = { vendors: vendor, ledger: ledger ?? null, kept, forget, clockOffsetMs };
      end(await cleanUp(options, environment(), (line) => print(derive(line, safe))));
    });
}
