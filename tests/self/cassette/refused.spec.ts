import { expect, test } from '@playwright/test';
import type { Transport } from '../../../src/http/types.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { tooMany } from '../http/limiters.ts';
import { slowIf } from '../part.ts';
import { both } from './both.ts';

const refusing: [what: string, isRefused: (count: number) => boolean, isDone: boolean][] = [
  ['and repeats what belongs together', (count) => count % 9 === 0, false],
  ['and deletes', (count) => count % 4 === 0, true],
  ['for ever', () => true, false],
  ['for ever, later', (count) => count > 90, false],
];
for (const [what, isRefused, isDone] of refusing)
  // Who is refused for ever sends least.
  test(`a target that answers 429 ${what} is replayed as it was`, slowIf(!what.startsWith('for ever')), async () => {
    let count = 0;
    const through =
      (inner: Transport): Transport =>
      async (request, limits) => {
        count += 1;
        const refused = isRefused(count);
        const response = !refused || isDone ? await inner(request, limits) : tooMany();
        return refused ? { ...response, status: 429, headers: [['Retry-After', '3']] } : response;
      };
    const selection = '/(deleted-user|simultaneous|several-users|second-deletion|unknown-user|missing)';
    const { recorded, replayed, cassette } = await both({
      sandbox: (clock) => createKnotSandbox({ clock }),
      through,
      selection,
    });
    expect(replayed).toEqual(recorded);
    expect(Object.values(recorded).includes('fail')).toBe(isDone);
    const unsent = cassette.places.flatMap((place) => place.exchanges).filter(({ error }) => error?.kind === 'unsent');
    if (what.startsWith('for ever')) expect(unsent.some(({ error }) => error?.reason === 'rate-limited')).toBe(true);
  });
