import { expect, test } from '@playwright/test';
import { ID_TRANSFORMATIONS } from '../../../src/contract/id-transformations/index.ts';
import { namesOnly, similarIds } from '../../../src/contract/id-transformations/neighbours.ts';
import { createKnownIds } from '../../../src/run/known-ids.ts';
import { fillText } from '../../../src/users/templates.ts';
import { loadOnce } from '../run/in-process.ts';

const RUN = 'c078c3b4c7f8cf118';
const VARIABLES = { run: RUN, n: 'e4d0a7240431', digits: '4012345678901234567890123456789012345675' };

/** Transformations that no id of Knot's requirement about unknown ids comes from, with the reason. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'trim-end-*': 'what they drop is dropped by trimming at both ends as well',
  'normalise-nfc': 'differently-composed-neighbour-survives',
  'normalise-nfd': 'differently-composed-neighbour-survives',
  'cut-*': 'a user for each length: late-difference-keeps-neighbours-apart',
  'match-part': 'of it comes an id without its first letter',
  'number-32-bit': 'more digits than it keeps: neighbour-with-as-many-digits-survives',
  'internal-key': 'neighbour-with-as-many-digits-survives',
  'end-*': 'an attack where the id is written into a query: user-with-quotes-is-deletable',
  'evaluate-template': 'matches everybody',
  'spell-uuid': 'no id of a run is a UUID alone',
};

test('every transformation of the table gives the run ids, or is listed with the reason', async () => {
  const { requirements } = await loadOnce('knot');
  const similar = requirements.filter(({ check }) => check === 'similar-unknown-ids');
  const given = new Set(
    similar.flatMap(({ with: { id, transformations } }) =>
      similarIds(fillText(id as string, VARIABLES), transformations as string[]).map(({ name }) => name),
    ),
  );
  const isListed = (name: string): boolean =>
    Object.keys(ELSEWHERE).some((one) => name === one || (one.endsWith('*') && name.startsWith(one.slice(0, -1))));
  expect(ID_TRANSFORMATIONS.map(({ name }) => name).filter((name) => !given.has(name) && !isListed(name))).toEqual([]);
});

test('an id that only the requirements off loopback send passes the guard, and the others do not', async () => {
  const { requirements } = await loadOnce('knot');
  for (const { id: requirement, hazardous, with: given } of requirements.filter(
    ({ check }) => check === 'similar-unknown-ids',
  )) {
    const victim = fillText(given['id'] as string, VARIABLES);
    const known = createKnownIds({ runPrefix: RUN });
    known.registerId(victim);
    const sent = similarIds(victim, given['transformations'] as string[]).filter(
      ({ id }) => namesOnly(id, RUN) !== hazardous,
    );
    expect(sent.length, requirement).toBeGreaterThan(2);
    for (const { id } of sent) expect(known.isOurs(id), `${requirement}: ${JSON.stringify(id)}`).toBe(!hazardous);
  }
});

test('as many ids come from every id of one template: faults are aimed again by their place in the list', async () => {
  const { requirements } = await loadOnce('knot');
  for (const { with: given } of requirements.filter(({ check }) => check === 'similar-unknown-ids')) {
    const names = (n: string): string[] =>
      similarIds(fillText(given['id'] as string, { ...VARIABLES, n }), given['transformations'] as string[]).map(
        ({ name }) => name,
      );
    expect(names('222222222222')).toEqual(names('e1e1e1e1e1e1'));
  }
});
