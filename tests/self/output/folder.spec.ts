import { createServer } from 'node:net';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { reserveOutput } from '../../../src/output/folder.ts';
import { CASSETTE_OUTPUT, PAGE_OUTPUT, REPORT_OUTPUT } from '../../../src/output/kinds.ts';
import { digestOf, MANIFEST } from '../../../src/output/manifest.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { OBSTACLES, OLD_FILES, oldFile, snapshot, test } from './places.ts';

const NAMES = readdirSync(OLD_FILES);

for (const name of NAMES)
  for (const [obstacle, { put, says }] of Object.entries(OBSTACLES))
    test(`${name}, ${obstacle}: refused by its name, and everything stays`, ({ folder }) => {
      put(folder, name);
      const before = snapshot(folder);
      expect(() => reserveOutput(folder, [name], REPORT_OUTPUT)).toThrow(
        new ConfigurationError(
          `The report would replace a file that is not its own: "${join(folder, name)}" (${says}). Move it away, or name another place with --report.`,
        ),
      );
      expect(snapshot(folder)).toEqual(before);
    });

for (const name of NAMES)
  test(`${name} of version 0.1.0 is replaced, with or without other files of it`, ({ folder }) => {
    copyFileSync(join(OLD_FILES, name), join(folder, name));
    reserveOutput(folder, [name], REPORT_OUTPUT).write({ [name]: 'new' });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('new');
    // What is listed now is no longer judged by its shape.
    writeFileSync(join(folder, name), oldFile(name).replace('deletion', 'Deletion'));
    expect(() => reserveOutput(folder, [name], REPORT_OUTPUT)).toThrow('changed since this suite wrote it');
  });

test('a refusal names every file in the way', ({ folder }) => {
  for (const name of ['index.html', 'junit.xml']) writeFileSync(join(folder, name), 'mine');
  expect(() => reserveOutput(folder, NAMES, REPORT_OUTPUT)).toThrow(/index\.html.*junit\.xml.*Move them away/);
});

test('what is written is listed with its SHA-256, and replaced without a question', ({ folder }) => {
  const output = reserveOutput(join(folder, 'made', 'here'), ['a.txt', 'b.txt'], REPORT_OUTPUT);
  for (const content of ['one', 'two', 'two', 'one']) {
    output.write({ 'a.txt': content, 'b.txt': `${content}!` });
    const manifest = JSON.parse(readFileSync(join(folder, 'made', 'here', MANIFEST), 'utf8')) as { files: unknown };
    expect(manifest.files).toEqual({ 'a.txt': [digestOf(content)], 'b.txt': [digestOf(`${content}!`)] });
    expect(readdirSync(join(folder, 'made', 'here'))).toEqual([MANIFEST, 'a.txt', 'b.txt']);
  }
});

test('several outputs share a folder and its manifest', ({ folder }) => {
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  reserveOutput(folder, ['a.txt'], REPORT_OUTPUT).write({ 'a.txt': 'a' });
  reserveOutput(folder, ['b.txt'], CASSETTE_OUTPUT).write({ 'b.txt': 'b' });
  reserveOutput(folder, ['a.txt', 'b.txt'], REPORT_OUTPUT);
  expect(readdirSync(folder)).toEqual([MANIFEST, 'a.txt', 'b.txt', 'mine.txt']);
});

test('a file that comes to be in the way later is refused when it would be replaced', ({ folder }) => {
  const output = reserveOutput(folder, ['a.txt'], REPORT_OUTPUT);
  writeFileSync(join(folder, 'a.txt'), 'mine');
  const before = snapshot(folder);
  expect(() => output.write({ 'a.txt': 'new' })).toThrow('not written by this suite');
  expect(() => output.remove('a.txt')).toThrow('not written by this suite');
  expect(() => output.prepare()).toThrow('not written by this suite');
  expect(snapshot(folder)).toEqual(before);
});

for (const [what, content] of [
  ['a foreign file', '{"files":[]}'],
  ['not JSON', '{"schemaVersion":1,'],
  ['null', 'null'],
  ['of a later version', '{"schemaVersion":2,"files":{}}'],
  ['without hashes', '{"schemaVersion":1,"files":{"a.txt":[7]}}'],
] as const)
  test(`a manifest that is ${what} is not replaced`, ({ folder }) => {
    writeFileSync(join(folder, MANIFEST), content);
    expect(() => reserveOutput(folder, ['a.txt'], REPORT_OUTPUT)).toThrow(
      `${MANIFEST}" (not the list that this suite keeps under that name)`,
    );
  });

test('a manifest that is a link or a folder is not followed', ({ folder }) => {
  for (const place of ['link', 'folder']) mkdirSync(join(folder, place));
  symlinkSync('/dev/zero', join(folder, 'link', MANIFEST));
  mkdirSync(join(folder, 'folder', MANIFEST));
  for (const place of ['link', 'folder'])
    expect(() => reserveOutput(join(folder, place), ['a.txt'], REPORT_OUTPUT)).toThrow(MANIFEST);
});

test('a socket in the way is refused, not read', async ({ folder }) => {
  for (const name of ['index.html', MANIFEST]) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));
    expect(() => reserveOutput(folder, ['index.html'], REPORT_OUTPUT)).toThrow(name);
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a place that cannot be a folder is refused in one sentence', ({ folder }) => {
  writeFileSync(join(folder, 'file'), 'mine');
  symlinkSync('nowhere', join(folder, 'link'));
  symlinkSync('loop', join(folder, 'loop'));
  const refusals: [dir: string, says: RegExp][] = [
    ['', /^--report is empty: name a folder\.$/],
    ['/', /^--report names "\/", the root of the file system: name a folder of its own\.$/],
    ['.', /^--report names "\.", the current folder: name a folder of its own\.$/],
    [process.cwd(), /, the current folder: name a folder of its own\.$/],
    [join(folder, 'file'), /^--report names ".*file", which is a file: name a folder\.$/],
    [join(folder, 'link'), /^--report names ".*link", a symbolic link to nothing: name a folder\.$/],
    [join(folder, 'loop'), /^The report cannot be written to ".*loop" \(ELOOP\): .* name another with --report\.$/],
    [join(folder, 'file', 'in', 'it'), /^The report cannot be written to ".*" \(ENOTDIR\): .* --report\.$/],
    [join(folder, 'x'.repeat(300)), /\(ENAMETOOLONG\)/],
  ];
  const before = snapshot(folder);
  for (const [dir, says] of refusals) {
    expect(() => reserveOutput(dir, ['a.txt'], REPORT_OUTPUT), dir).toThrow(ConfigurationError);
    expect(() => reserveOutput(dir, ['a.txt'], REPORT_OUTPUT), dir).toThrow(says);
  }
  expect(() => reserveOutput(join(folder, 'missing'), ['a.txt'], PAGE_OUTPUT)).toThrow(/\(ENOENT\).*--out\.$/);
  expect(snapshot(folder)).toEqual(before);
});

test('a folder behind a symbolic link is written like any other', ({ folder }) => {
  mkdirSync(join(folder, 'real'));
  symlinkSync('real', join(folder, 'link'));
  reserveOutput(join(folder, 'link'), ['a.txt'], REPORT_OUTPUT).write({ 'a.txt': 'a' });
  expect(readFileSync(join(folder, 'real', 'a.txt'), 'utf8')).toBe('a');
});

test('preparing creates the folder and leaves nothing in it; reserving creates nothing', ({ folder }) => {
  const dir = join(folder, 'made', 'here');
  const output = reserveOutput(dir, ['a.txt'], REPORT_OUTPUT);
  expect(readdirSync(folder)).toEqual([]);
  output.prepare();
  expect(statSync(dir).isDirectory()).toBe(true);
  expect(readdirSync(dir)).toEqual([]);
});
