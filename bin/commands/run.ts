import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { derive } from '../../src/evidence/redacted.ts';
import { addRunOptions, runOptions, type GivenOptions } from '../../src/session/parse-options.ts';
import type { End } from '../command-types.ts';
import { environment } from '../read-environment.ts';

/** Makes a program judge the configured targets where no subcommand is given. */
export function addRun(program: Command, end: End): void {
  addRunOptions(program)
    .option('--dry-run', 'list the requests that would be sent and the users that would be created; send nothing')
    .action(async ({ dryRun, ...given }: GivenOptions & { dryRun?: true }) => {
      end(await (dryRun ? listRequests(given) : judge(given)));
    });
}

async function judge(given: GivenOptions): Promise<number> {
  const { judgeConfigured } = await import('../judge.ts');
  return judgeConfigured(runOptions(given), environment());
}

async function listRequests(given: GivenOptions): Promise<number> {
  const { dryRuns } = await import('../../src/session/dry-run.ts');
  const { renderDryRun } = await import('../../reporters/render/dry-run.ts');
  for (const one of await dryRuns(runOptions(given), environment())) print(derive(one, renderDryRun));
  return 0;
}
