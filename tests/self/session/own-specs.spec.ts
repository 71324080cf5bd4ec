import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ConfigurationError } from '../../../src/errors.ts';
import { judge } from '../../../src/index.ts';
import { listCatalogue } from '../../../src/session/catalogue.ts';
import { readCatalogue } from '../../../src/session/vendors.ts';
import { here } from '../init/made.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';

// A folder of vendors that is not whole: whoever asks for what is not there is told which file is missing.

const LACKING =
  'The vendor otter has no errata.yaml, profile.yaml: init writes what is missing, by the OpenAPI document.';

/** A folder of vendors, of which otter lacks two files. */
async function inFolder(others: readonly string[], act: (environment: { CONFORMANCE_SPECS: string }) => Promise<void>) {
  const folder = ownTemporaryFolder();
  try {
    const specs = join(folder.path, 'specs');
    mkdirSync(join(specs, 'notes'), { recursive: true });
    for (const name of others) cpSync(here(`tests/self/vendors/specs/${name}`), join(specs, name), { recursive: true });
    for (const file of ['errata.yaml', 'profile.yaml']) rmSync(join(specs, 'otter', file), { force: true });
    await act({ CONFORMANCE_SPECS: specs });
  } finally {
    folder.remove();
  }
}

test('a folder whose only vendor lacks files is refused with their names', async () => {
  await inFolder(['otter'], async (environment) => {
    expect(() => readCatalogue(environment)).toThrow(new ConfigurationError(LACKING));
    await expect(listCatalogue({ vendors: [], cost: false }, environment)).rejects.toThrow(LACKING);
  });
});

test('next to others it is left out, and refused where it is asked for', async () => {
  await inFolder(['otter', 'lark'], async (environment) => {
    const { profiles, incomplete } = readCatalogue(environment);
    expect([profiles.map(({ name }) => name), incomplete]).toEqual([['lark'], ['otter']]);
    await expect(listCatalogue({ vendors: ['otter'], cost: false }, environment)).rejects.toThrow(LACKING);
    const fetch = () => new Response();
    await expect(judge({ vendor: 'otter', fetch, target: { token: 'x' }, environment })).rejects.toThrow(LACKING);
  });
});

test('a folder without a vendor is refused', async () => {
  await inFolder([], async (environment) => {
    expect(() => readCatalogue(environment)).toThrow(
      new ConfigurationError('CONFORMANCE_SPECS holds no vendor: it is a folder with one folder per vendor.'),
    );
  });
});
