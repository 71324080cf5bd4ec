import { expect, test } from '@playwright/test';
import { ID_TRANSFORMATIONS } from '../../../src/contract/id-transformations/index.ts';
import { deletionRequest } from '../../../src/users/operation-requests.ts';
import { loadOnce } from '../run/in-process.ts';

const ID = 'c8b38606-12b2-43c6-a641-be8eb0ab9de4';

/** Transformations that no request to Mastercard comes from, with the reason. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'fold-case-*': 'capitals-are-not-refused and same-id-in-two-spellings-harms-nobody; no other letter is in a UUID',
  'fold-sharp-s': 'a UUID has no s',
  'drop-accents': 'not every UUID has a letter with an accented form: illegal-character-is-refused',
  'normalise-*': 'digits in another width are among those of read-digits',
  'trim-*': 'white space at both ends is among trim-blanks, trim-line-feeds and trim-unicode',
  'collapse-blanks': 'a UUID has no blank',
  'cut-*': 'id-of-wrong-length-deletes-nobody',
  'stop-at-supplementary': 'as stop-at-nul: id-of-wrong-length-is-refused',
  'drop-plus-tag': 'more than 36 characters, as stop-at-nul: id-of-wrong-length-is-refused',
  'drop-domain': 'more than 36 characters, as stop-at-nul: id-of-wrong-length-is-refused',
  'split-at-*': 'as split-at-commas',
  'decode-plus': 'a UUID has no blank',
  'decode-entities': 'as decode-percent',
  'match-prefix': 'id-of-wrong-length-deletes-nobody: 35 characters',
  'match-part': 'id-of-wrong-length-deletes-nobody: 35 characters',
  'match-what-*': 'id-of-wrong-length-deletes-nobody: 37 and 38 characters',
  'number-*': 'a UUID is no number: confusing-value-is-refused',
  'internal-key': 'confusing-value-is-refused',
  'end-*': 'query-operator-as-id-deletes-nobody; a quote is an illegal character',
  'unify-*': 'illegal-character-is-refused',
  'ignore-*': 'illegal-character-is-refused; without hyphens as spell-uuid',
  'transl*': 'illegal-character-is-refused',
  'keep-*': 'more than 36 characters, as stop-at-nul: id-of-wrong-length-is-refused',
  'evaluate-template': 'matches everybody',
};

test('every transformation of the table gives a spelling that Mastercard must refuse, or is listed with the reason', async () => {
  const { requirements, casesOf } = await loadOnce('mastercard');
  const given = requirements.flatMap((requirement) => casesOf(requirement)).map(({ name }) => name);
  const isGiven = (name: string): boolean => given.some((one) => one.startsWith(`spelled.${name}.`));
  const isListed = (name: string): boolean =>
    Object.keys(ELSEWHERE).some((one) => name === one || (one.endsWith('*') && name.startsWith(one.slice(0, -1))));
  const missing = ID_TRANSFORMATIONS.filter(({ name }) => !isGiven(name) && !isListed(name));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('each spelling is one that its reader takes for the id', async () => {
  const vendor = await loadOnce('mastercard');
  const requirement = vendor.requirements.find(({ slug }) => slug === 'id-in-another-spelling-deletes-nobody')!;
  const cases = vendor.casesOf(requirement);
  const texts = cases.map((one) => {
    const [text] = JSON.parse(String(one.apply(deletionRequest(vendor, [ID])).body)) as [string];
    const [, reader] = one.name.split('.');
    const readings = ID_TRANSFORMATIONS.find(({ name }) => name === reader)!.readings(text);
    const takesIt = readings.some((reading) =>
      reading.kind === 'id'
        ? reading.id === ID
        : reading.alternatives.some((required) => required.every((piece) => ID.includes(piece))),
    );
    expect(takesIt, `${one.name}: ${JSON.stringify(text)}`).toBe(true);
    return text;
  });
  expect(new Set(texts).size).toBe(cases.length);
  for (const text of [`{${ID}}`, `urn:uuid:${ID}`, ID.replaceAll('-', ''), `${ID}\n`, `${ID}\0x`])
    expect(texts, JSON.stringify(text)).toContain(text);
});
