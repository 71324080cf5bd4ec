import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCassettes } from '../../../src/cassette/file.ts';
import { slowIf } from '../part.ts';
import { COMMITTED } from './record.ts';
import { replay } from './run.ts';

for (const { name, folder, selection } of COMMITTED)
  test(
    `the cassette of ${name} in the repository gives its verdicts without a network`,
    slowIf(name === 'mastercard'),
    async () => {
      const [cassette, ...others] = readCassettes(folder);
      expect(others).toEqual([]);
      expect(cassette!.selection).toBe(selection);
      expect(Object.keys(cassette!.verdicts).length).toBeGreaterThan(40);
      const { verdicts, mismatch } = await replay(cassette!);
      expect(mismatch, 'npm run cassettes records it again').toBeUndefined();
      expect(verdicts).toEqual(cassette!.verdicts);
      expect(Object.values(verdicts).filter((verdict) => !['pass', 'info', 'not-observed'].includes(verdict))).toEqual(
        [],
      );
      expect(statSync(join(folder, `${name}.cassette.json`)).size).toBeLessThan(200_000);
    },
  );
