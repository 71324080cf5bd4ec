import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { hashOf, visitWindows, WINDOW } from '../../../src/evidence/rolling-windows.ts';

function visited(text: string): number[] {
  const hashes: number[] = [];
  visitWindows(text, (hash) => void hashes.push(hash));
  return hashes;
}

test('every window of letters and digits is visited once, in the order of the text, and nothing else', () => {
  const piece = fc.oneof(fc.stringMatching(/^[A-Za-z0-9]{0,40}$/), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const runs = text.match(/[A-Za-z0-9]+/g) ?? [];
      const windows = runs.flatMap((run) =>
        Array.from({ length: Math.max(0, run.length - WINDOW + 1) }, (_, at) => run.slice(at, at + WINDOW)),
      );
      expect(visited(text)).toEqual(windows.map(hashOf));
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('windows that differ have different hashes, but for a few', () => {
  const windows = Array.from({ length: 2000 }, (_, at) => `window${String(at).padStart(WINDOW - 6, '0')}`);
  expect(new Set(windows.map(hashOf)).size).toBeGreaterThan(1990);
});
