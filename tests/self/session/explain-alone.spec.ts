import { expect, test } from '@playwright/test';
import { renderExplanation } from '../../../reporters/render/catalogue.ts';
import { explainRequirement } from '../../../src/session/catalogue.ts';
import { STAYS } from '../detection/matrix/stays.ts';
import { SLOW } from '../part.ts';

test('explain names the faults that no other requirement finds', async () => {
  const text = renderExplanation(await explainRequirement('knot/deleted-users-stay-gone', {}));
  expect(text).toMatch(/\nOf these, what no other requirement finds\n {2}\S/);
  expect(text).not.toContain('Why it stays');
});

test('explain says why a requirement stays whose faults others find too', SLOW, async () => {
  const text = renderExplanation(await explainRequirement('knot/star-matches-no-neighbour', {}));
  expect(text).toContain(`\nWhy it stays, although others find its faults too\n  ${STAYS['similar-ids']}`);
  expect(text).not.toContain('what no other requirement finds');
});
