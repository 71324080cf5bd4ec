import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { derive } from '../../src/evidence/redacted.ts';
import type { End } from '../command-types.ts';
import { environment } from '../read-environment.ts';

/** Adds `list` and `explain ID`, which show what is required without judging anything. */
export function addCatalogue(program: Command, end: End): void {
  program
    .command('list')
    .description('Lists the requirements with level, area, what they need and what they cost.')
    .option('--vendor <name>', 'this vendor only (repeatable)', (name: string, names: string[]) => [...names, name], [])
    .option('--cost', 'count the requests of each by a dry run; takes up to a minute', false)
    .action(async ({ vendor, cost }: { vendor: string[]; cost: boolean }) => {
      const { listCatalogue } = await import('../../src/session/catalogue.ts');
      const { renderCatalogue } = await import('../../reporters/render/catalogue.ts');
      print(derive(await listCatalogue({ vendors: vendor, cost }, environment()), renderCatalogue));
      end(0);
    });
  program
    .command('explain')
    .description('Explains one requirement: text, source, what is sent, what passes, which faults it catches.')
    .argument('<id>', 'id of the requirement, such as list prints')
    .action(async (id: string) => {
      const { explainRequirement } = await import('../../src/session/catalogue.ts');
      const { renderExplanation } = await import('../../reporters/render/catalogue.ts');
      print(derive(await explainRequirement(id, environment()), renderExplanation));
      end(0);
    });
}
