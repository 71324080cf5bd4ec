import { expect, test } from '@playwright/test';
import { Stage, reasonsOf, valuesOf, verdictOf } from './check-context.ts';
import type { Call, LittleServer, Reply } from './server.ts';
import type { ExchangeErrorKind } from '../../../src/http/types.ts';

/** Checks that put what became of a user beside the answer, each with one deletion. */
const CHECKS = {
  'varied-deletion': { with: { variations: ['label.capitals'] } },
  'chunked-deletion': {},
  'delete-with-unknown': {},
  'relabelled-deletion': { with: { variations: ['label.text'] } },
} as const;
const DONE = { effect: 'listed and gone' };

const isOfUser = ({ text }: Call): boolean => /user-\d+"/.test(text);

type Fate = 'reset' | 'timeout' | 503 | 429;

/** What comes back of every deletion that names a user; `first` happens before. */
function losing(fate: Fate, first: (server: LittleServer) => void = () => undefined): Stage {
  const stage = new Stage();
  stage.server.lie = (call, server): Reply | ExchangeErrorKind | undefined => {
    if (!isOfUser(call)) return undefined;
    first(server);
    return typeof fate === 'number' ? { status: fate } : fate;
  };
  return stage;
}

const clear = ({ records }: LittleServer): void => records.clear();
const REASONS = { reset: 'network', timeout: 'timeout', 503: 'gateway', 429: 'rate-limited' } as const;

for (const [check, setting] of Object.entries(CHECKS)) {
  test(`${check}: a deletion that was lost is neither refused nor done, whoever lives`, async () => {
    for (const fate of ['reset', 'timeout', 503] as const)
      for (const first of [undefined, clear]) {
        const tried = losing(fate, first);
        const observed = await tried.run(check, { ...setting, tries: 1 });
        expect(valuesOf(observed, 'effect'), String(fate)).toEqual([]);
        expect(new Set(reasonsOf(observed))).toEqual(new Set([`inconclusive ${REASONS[fate]}`]));
        expect(verdictOf(observed, DONE)).toBe('inconclusive');
        // The run knows who is gone all the same.
        expect(tried.deleted.length > 0).toBe(first !== undefined);
      }
  });

  test(`${check}: the third try in a row without an answer is judged`, async () => {
    const observed = await losing('reset').run(check, { ...setting, tries: 3 });
    expect(new Set(valuesOf(observed, 'effect'))).toEqual(new Set(['refused and living']));
    expect(verdictOf(observed, DONE)).toBe('fail');
  });
}

test('a deletion that was put off is not judged, unless it was carried out all the same', async () => {
  const { 'varied-deletion': setting } = CHECKS;
  const off = await losing(429).run('varied-deletion', setting);
  expect(valuesOf(off, 'effect')).toEqual([]);
  expect(verdictOf(off, DONE)).toBe('inconclusive');
  const done = await losing(429, clear).run('varied-deletion', setting);
  expect(valuesOf(done, 'effect')).toEqual(['refused and gone']);
});
