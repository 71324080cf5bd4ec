import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ConfigurationError } from '../../../src/errors.ts';
import { init } from '../../../src/init/init.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';
import { here, withInit } from './made.ts';

// What init refuses, in one sentence, before it writes anything.

const OTTER = { openapi: here('tests/self/vendors/specs/otter/openapi.yaml'), operation: 'deleteUser', name: 'otter' };

const publishedAs = (paths: object): string =>
  JSON.stringify({ openapi: '3.0.3', info: { title: 'Given', version: '1' }, paths });

const ANSWERS = { responses: { '204': { description: 'Done.' } } };

/** Documents that init cannot go by: the operation, and what it says. */
const UNFIT: Readonly<Record<string, readonly [text: string, operation: string, says: string]>> = {
  'a call that deletes nobody': [
    publishedAs({ '/users/{id}': { get: { operationId: 'read', ...ANSWERS } } }),
    'read',
    'given.yaml: GET /users/{id} is no deletion: --operation names a POST, PUT, PATCH or DELETE.',
  ],
  'a deletion that names nobody': [
    publishedAs({ '/me': { delete: { operationId: 'remove', ...ANSWERS } } }),
    'remove',
    'DELETE /me names no user: add the parameter of its path or query',
  ],
  'aliases that fill the memory': [
    `openapi: 3.0.3\na: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]\n`)
      .join('')}paths: {}\n`,
    'remove',
    'given.yaml: its aliases (*name) repeat too much: write out what they refer to.',
  ],
};

for (const [name, [text, operation, says]] of Object.entries(UNFIT))
  test(`${name}: refused in one sentence, and nothing is written`, async () => {
    const folder = ownTemporaryFolder();
    try {
      const openapi = join(folder.path, 'given.yaml');
      writeFileSync(openapi, text);
      const made = init({ openapi, operation, name: 'given', folder: folder.path });
      await expect(made).rejects.toBeInstanceOf(ConfigurationError);
      await expect(made).rejects.toThrow(says);
      expect(existsSync(join(folder.path, 'given'))).toBe(false);
    } finally {
      folder.remove();
    }
  });

/** What somebody left in a file of the vendor, and what the second run of init says. */
const LEFT: Readonly<Record<string, readonly [file: string, text: string, says: string]>> = {
  'an empty profile': ['profile.yaml', '', 'otter/profile.yaml:1: the file must be object'],
  'a profile that is no YAML': ['profile.yaml', 'env: [', 'otter/profile.yaml:'],
  'requirements that are no list': ['requirements.yaml', 'requirements: {}', 'otter/requirements.yaml:1: '],
  'a requirement that is nothing': ['requirements.yaml', 'requirements:\n  -\n', 'otter/requirements.yaml:'],
};

for (const [name, [file, text, says]] of Object.entries(LEFT))
  test(`run again on ${name}: refused with file and line, and the file is left as it was`, async () => {
    await withInit(OTTER, async (folder) => {
      const path = join(folder, 'otter', file);
      writeFileSync(path, text);
      const again = init({ ...OTTER, folder });
      await expect(again).rejects.toBeInstanceOf(ConfigurationError);
      await expect(again).rejects.toThrow(says);
      expect(readFileSync(path, 'utf8')).toBe(text);
    });
  });

test('a folder that cannot be written is refused without its path', async () => {
  const folder = ownTemporaryFolder();
  try {
    writeFileSync(join(folder.path, 'otter'), 'a file where the folder should be');
    await expect(init({ ...OTTER, folder: folder.path })).rejects.toThrow(
      /^The folder otter cannot be written \(E\w+\): set CONFORMANCE_SPECS to a folder that can\.$/,
    );
  } finally {
    folder.remove();
  }
});
