import { expect, test } from '@playwright/test';
import { personalDataIn } from '../../../src/run/disclosure/personal-data.ts';
import { createPersonalData, ownTexts } from '../../../src/users/personal-data.ts';

const RUN = 'cafe0123cafe0123';
const request = (text: string) => ({ method: 'POST', url: 'http://127.0.0.1/x', headers: [], body: Buffer.from(text) });
const mail = (name: string) => `${name}-${RUN}@users.example`;

/** Ann is gone since instant 100, Bob lives, and both were given one address of the family. */
function family() {
  const data = createPersonalData();
  data.given({ tenant: 'own', id: 'ann-1234' }, [mail('ann'), mail('family')]);
  data.given({ tenant: 'own', id: 'bob-1234' }, [mail('bob'), mail('family')]);
  data.gone({ tenant: 'own', id: 'ann-1234' }, 100);
  return data;
}

for (const { told, named, at, erased, foreign } of [
  { told: mail('ann'), named: 'ann-1234', at: 100, erased: true, foreign: false },
  { told: mail('ann'), named: 'ann-1234', at: 99, erased: false, foreign: false },
  { told: mail('ann'), named: 'bob-1234', at: 99, erased: false, foreign: true },
  { told: mail('bob'), named: 'bob-1234', at: 100, erased: false, foreign: false },
  { told: mail('bob'), named: 'ann-1234', at: 100, erased: false, foreign: true },
  { told: mail('family'), named: 'bob-1234', at: 100, erased: false, foreign: false },
  { told: mail('carl'), named: 'bob-1234', at: 100, erased: false, foreign: false },
])
  test(`${told.split('-')[0]}'s address in an answer about ${named} at ${String(at)}`, () => {
    const ownersOf = (text: string) => family().ownersOf(text);
    for (const body of [told, JSON.stringify({ message: `There was ${told}.` }), `<p>${told}</p>`])
      expect(personalDataIn({ body, headers: [] }, request(named), at, ownersOf), body).toEqual({ erased, foreign });
    expect(personalDataIn({ body: '', headers: [`x: ${told}`] }, request(named), at, ownersOf)).toEqual({
      erased,
      foreign,
    });
    // Who sends it is told nothing.
    const sent = personalDataIn({ body: told, headers: [] }, request(`${named} ${told}`), at, ownersOf);
    expect(sent).toEqual({ erased: false, foreign: false });
  });

test('a user who is created again with the same data has it; a new one with other data does not give the old back', () => {
  const again = family();
  again.given({ tenant: 'own', id: 'ann-1234' }, [mail('ann')]);
  const same = personalDataIn({ body: mail('ann'), headers: [] }, request('ann-1234'), 200, (text) =>
    again.ownersOf(text),
  );
  expect(same.erased).toBe(false);
  const other = family();
  other.given({ tenant: 'own', id: 'ann-1234' }, [mail('anna')]);
  const old = personalDataIn({ body: mail('ann'), headers: [] }, request('ann-1234'), 200, (text) =>
    other.ownersOf(text),
  );
  expect(old.erased).toBe(true);
});

test('of a creation, what holds a random part of the run and the card are the user’s own; the id and common words are not', () => {
  const body = {
    id: `u-${RUN}`,
    name: 'Test',
    card: '5344030000000000',
    email: { value: mail('ann') },
    list: [mail('x')],
  };
  expect(ownTexts(body, { id: `u-${RUN}`, card: '5344030000000000', run: RUN })).toEqual([
    '5344030000000000',
    mail('ann'),
    mail('x'),
  ]);
});
