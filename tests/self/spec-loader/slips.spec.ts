import { expect, test } from '@playwright/test';
import { ConfigurationError } from '../../../src/errors.ts';
import { lineOf, loadEdited } from '../vendors/edited-vendor.ts';
import { SLIPS } from './slips.ts';

for (const slip of SLIPS)
  test(`${slip.vendor}: ${slip.what} is named with file and line, in one sentence`, async () => {
    const error = await loadEdited(slip).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    const { message } = error as ConfigurationError;
    expect(message).toContain(slip.says);
    // The contract is the vendor's: what does not fit it stands in the profile.
    const place = slip.file === 'openapi.yaml' ? /^otter\/profile\.yaml:\d+: / : undefined;
    if (place) expect(message).toMatch(place);
    else expect(message).toContain(`${slip.vendor}/${slip.file}:${String(lineOf(slip, slip.at))}: `);
    expect(message.split('\n')).toHaveLength(slip.sentences ?? 1);
  });

test('there are thirty slips at least', () => {
  expect(SLIPS.length).toBeGreaterThanOrEqual(30);
});
