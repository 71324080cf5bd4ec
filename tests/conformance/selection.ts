import { SANDBOXES } from '../../src/sandbox/vendors.ts';
import { readEnvironment, readTargets, type Selection } from '../../src/target/index.ts';
import type { RunOrder } from './order.ts';
import { readCatalogue, type Catalogue } from './vendors.ts';

/**
 * What the environment and the options of an order choose to be judged.
 * @throws Problem with everything that a configuration can have wrong.
 */
export function selectTargets(
  { vendors, sandbox, allowHazardous }: RunOrder,
  { profiles }: Pick<Catalogue, 'profiles'> = readCatalogue(),
): Selection {
  return readTargets({
    environment: readEnvironment(process.cwd()),
    profiles,
    vendors,
    sandbox,
    hasSandbox: (vendor) => vendor in SANDBOXES,
    allowHazardous,
  });
}
