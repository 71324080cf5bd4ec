import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { quickFigure, readQuick } from '../../../../src/spec-loader/quick.ts';
import { disposeOfKeys, loadOnce } from '../../run/in-process.ts';
import { KNOT_SUITE } from '../knot/suite.ts';
import { MASTERCARD_SUITE } from '../mastercard/suite.ts';
import type { Suite } from '../types.ts';
import { chooseQuick, measureQuick, textOfQuick } from './pin.ts';

const SPECS = fileURLToPath(new URL('../../../../specs', import.meta.url));
const { values: options } = parseArgs({
  options: {
    vendor: { type: 'string', multiple: true, default: ['knot', 'mastercard'] },
    matrix: { type: 'string' },
    measure: { type: 'boolean', default: false },
    most: { type: 'string', default: '1000' },
  },
});

/**
 * `npm run quick [-- --vendor NAME]… [--matrix FILE] [--measure] [--most N]`: chooses what `--quick` judges, measures it by
 * running it against the faults held out of the choice, and writes `specs/<vendor>/quick.yaml`. `--matrix` lets the choice see
 * more (`npm run detection -- --matrix FILE`); `--measure` keeps the choice; `--most` runs only the first N of those faults, in
 * the order of a hash of their names.
 */
async function main(): Promise<void> {
  for (const name of options.vendor) {
    if (name === KNOT_SUITE.vendor) await pin(KNOT_SUITE);
    else if (name === MASTERCARD_SUITE.vendor) await pin(MASTERCARD_SUITE);
    else throw new Error(`There are no faults of ${name}: --vendor takes knot or mastercard.`);
  }
}

async function pin<Run>(suite: Suite<Run>): Promise<void> {
  const vendor = await loadOnce(suite.vendor);
  const slugs = options.measure
    ? readQuick(SPECS, vendor).requirements.map((id) => id.slice(vendor.name.length + 1))
    : await chooseQuick(suite, vendor, options.matrix);
  console.log(`${vendor.name}: ${slugs.length} requirements`);
  for await (const subset of measureQuick(suite, vendor, slugs, Number(options.most))) {
    await writeFile(`${SPECS}/${vendor.name}/quick.yaml`, textOfQuick(subset));
    console.log(`${vendor.name}: ${quickFigure(subset)}`);
  }
}

try {
  await main();
} finally {
  await disposeOfKeys();
}
