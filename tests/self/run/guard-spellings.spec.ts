import { expect, test } from '@playwright/test';
import { RESEMBLANCES } from '../../../src/contract/resembling-ids.ts';
import { deletionRequest } from '../../../src/users/operation-requests.ts';
import { findingOfText } from '../../../src/run/guard/findings.ts';
import { createKnownIds, idFormOf } from '../../../src/run/known-ids.ts';
import { loadOnce } from './in-process.ts';

const RUN = 'c078c3b4c7f8cf118';
/** As the run draws ids that nobody has: random, beginning with a letter. */
const DRAWN = 'c8b38606-12b2-43c6-a641-be8eb0ab9de4';
/** A server's. */
const ISSUED = '5ad1b0c6-5f0e-4b43-9c1d-0f6f3a8f1e27';
const STRANGERS = '6be2c1d7-6a1f-4c54-8d2e-1a7a4b9a2f38';
const OTHER_STRANGERS = '7cf3d2e8-7b2a-4d65-9e3f-2b8b5cab3a49';

/** What each case that respells an id puts in its place, by the requirements that claim it. */
async function spellingsOf(id: string): Promise<{ requirement: string; hazardous: boolean; text: string }[]> {
  const vendor = await loadOnce('mastercard');
  return vendor.requirements.flatMap((requirement) =>
    vendor
      .casesOf(requirement)
      .filter(({ name }) => name.startsWith('spelled.'))
      .map((one) => {
        const [text] = JSON.parse(String(one.apply(deletionRequest(vendor, [id])).body)) as [string];
        return { requirement: requirement.id, hazardous: requirement.hazardous, text };
      }),
  );
}

test('every spelling of an id that the run drew passes, and is held back off loopback where it may be hazardous', async () => {
  const form = idFormOf(await loadOnce('mastercard'));
  const known = createKnownIds({ runPrefix: RUN, ...(form ? { form } : {}) });
  known.draw(DRAWN);
  const spellings = await spellingsOf(DRAWN);
  expect(spellings.length).toBeGreaterThan(40);
  for (const { requirement, hazardous, text } of spellings)
    expect([undefined, ...(hazardous ? ['hazardous'] : [])], `${requirement}: ${text}`).toContain(
      findingOfText(text, known)?.kind,
    );
});

test('every spelling of an id that the server issued is held back off loopback, and foreign nowhere', async () => {
  const known = createKnownIds({ runPrefix: RUN });
  known.registerId(ISSUED);
  for (const { text } of await spellingsOf(ISSUED)) expect(findingOfText(text, known)?.kind, text).toBe('hazardous');
});

test('every spelling of a stranger’s id is foreign', async () => {
  const known = createKnownIds({ runPrefix: RUN });
  known.draw(DRAWN);
  known.registerId(ISSUED);
  for (const { text } of await spellingsOf(STRANGERS)) expect(findingOfText(text, known)?.kind, text).toBe('foreign');
});

test('what resembles an issued id is hazardous and not foreign; what resembles a stranger’s is foreign', () => {
  const known = createKnownIds({ runPrefix: RUN });
  known.draw(DRAWN);
  known.registerId(ISSUED);
  for (const { name, of } of RESEMBLANCES) {
    const kind = findingOfText(of(ISSUED, DRAWN), known)?.kind;
    // Two thirds of an id that the run drew are nobody else's.
    expect(kind, name).toBe(name === 'last-group' ? undefined : 'hazardous');
    // The half of an issued id is as good as a stranger's: servers give out ids that share one.
    if (name.endsWith('half')) expect(findingOfText(of(ISSUED, STRANGERS), known)?.kind, name).toBe('foreign');
    const other = findingOfText(of(STRANGERS, OTHER_STRANGERS), known)?.kind;
    expect(other, name).toBe(['nil', 'max'].includes(name) ? 'hazardous' : 'foreign');
  }
});
