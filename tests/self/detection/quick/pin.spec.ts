import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { readQuick } from '../../../../src/spec-loader/quick.ts';
import { disposeOfKeys, loadOnce } from '../../run/in-process.ts';
import { KNOT_SUITE } from '../knot/suite.ts';
import { MASTERCARD_SUITE } from '../mastercard/suite.ts';
import type { Suite } from '../types.ts';
import { costOf } from './cost.ts';
import { faultsOf, isHeldOut } from '../matrix/fault.ts';
import { SLOW } from '../../part.ts';
import { isFound } from './measure.ts';

const SPECS = fileURLToPath(new URL('../../../../specs', import.meta.url));
const slugsOf = (ids: readonly string[]): string[] => ids.map((id) => id.slice(id.indexOf('/') + 1));

/** So many of the faults that were found are run again each time: `npm run quick -- --measure` runs all. */
const AGAIN = 3;

test.afterAll(disposeOfKeys);

pinIsTrueOf(KNOT_SUITE);
pinIsTrueOf(MASTERCARD_SUITE);

function pinIsTrueOf<Run>(suite: Suite<Run>): void {
  test(`the quick subset of ${suite.vendor} takes the requests and users that its file says`, SLOW, async () => {
    const vendor = await loadOnce(suite.vendor);
    const { requests, users, requirements } = readQuick(SPECS, vendor);
    expect(await costOf(vendor, slugsOf(requirements))).toEqual({ requests, users });
  });

  test(`the quick subset of ${suite.vendor} finds faults that its file does not list as missed`, SLOW, async () => {
    const { requirements, missed, heldOut } = readQuick(SPECS, await loadOnce(suite.vendor));
    const faults = (await faultsOf(suite)).filter(isHeldOut);
    const measured = faults.slice(0, heldOut.composed.of + heldOut.written.of);
    // Faults that were added since stand between those that were measured.
    expect(missed.filter((id) => !faults.some((fault) => fault.id === id))).toEqual([]);
    const again = measured.filter(({ id }) => !missed.includes(id)).slice(0, AGAIN);
    for (const fault of again) expect(await isFound(suite, slugsOf(requirements), fault), fault.id).toBe(true);
  });
}
