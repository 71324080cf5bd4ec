import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { hasKnownShape, kindOf } from '../../../src/output/known-shapes.ts';
import { OLD_FILES, oldFile } from './places.ts';

const NAMES = readdirSync(OLD_FILES);

for (const name of NAMES) {
  const content = oldFile(name);

  test(`${name} of version 0.1.0 is known under its own name alone`, () => {
    expect(hasKnownShape(name, content)).toBe(true);
    for (const other of NAMES) expect(hasKnownShape(other, content), other).toBe(kindOf(other) === kindOf(name));
  });

  test(`${name} with something before, after or cut off is not known`, () => {
    for (const changed of [`x${content}`, `${content}<!-- a note -->\n`, content.slice(0, -2), content.slice(1), ''])
      expect(hasKnownShape(name, changed)).toBe(false);
  });
}

const FOREIGN: readonly [name: string, content: string][] = [
  ['results.json', '{"runId":"stale","outcome":"conformant","complete":true}'],
  ['results.json', oldFile('results.json').replace('"deletion-conformance"', '"another-suite"')],
  ['results.json', oldFile('results.json').replace('"complete": true', '"complete": false')],
  ['results.json', oldFile('results.json').replace(/\}\n$/, ', "mine": 1 }\n')],
  ['badge.json', '{"schemaVersion":1,"label":"coverage","message":"90%","color":"green"}'],
  ['badge.json', oldFile('badge.json').replace('"color"', '"mine": 1, "color"')],
  ['junit.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mine" tests="1">\n</testsuites>\n'],
  ['index.html', '<!doctype html>\n<html lang="en">\n<head>\n<title>Mine</title></head></html>\n'],
  ['index.html', oldFile('index.html').replace(', deletion conformance</title>', '</title>')],
  ['compare.html', oldFile('compare.html').replace('compared with run', 'and run')],
  ['summary.md', '## Deletion conformance\n\nMine.\n'],
  ['shard-1-of-1.json', '{"complete":true}'],
  ['knot.cassette.json', '{"schemaVersion":1,"vendor":"knot"}'],
  ['results.json', '[]'],
  ['results.json', 'null'],
];

test('what is not a file of this suite is not known', () => {
  for (const [name, content] of FOREIGN) expect(hasKnownShape(name, content), `${name}: ${content}`).toBe(false);
});
