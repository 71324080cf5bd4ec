import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

// The lines that people copy into a pipeline name the version and the newest edition.

const ROOT = new URL('../../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const { version } = JSON.parse(textOf('package.json')) as { version: string };
const editionsOf = (vendor: string): string[] =>
  readdirSync(new URL(`specs/${vendor}/editions/`, ROOT)).map((name) => name.replace(/\.yaml$/, ''));
const newest = [...editionsOf('knot'), ...editionsOf('mastercard')].sort().at(-1) ?? 'none';

for (const [file, text] of [
  ['README.md', textOf('README.md').split('## In CI')[1]?.split('\n## ')[0] ?? ''],
  ['docs/ci.md', textOf('docs/ci.md')],
  ['docs/mastercard.md', textOf('docs/mastercard.md').match(/```yaml\n([\s\S]*?)```/)?.[1] ?? ''],
] as const) {
  test(`${file}: each line for a pipeline pins version and edition`, () => {
    const lines = text.split('\n').filter((line) => line.includes('npx '));
    expect(lines.length).toBeGreaterThan(1);
    // `verify` goes by the edition of the results that it is given.
    const edition = `(verify |.*--edition ${newest}( |$))`;
    for (const line of lines) expect(line).toMatch(new RegExp(`npx --yes deletion-conformance@${version} ${edition}`));
    for (const checkout of ['npm ci', 'npm run', 'repository:']) expect(text).not.toContain(checkout);
  });

  test(`${file}: no version and no edition but the present ones`, () => {
    const versions = [...text.matchAll(/deletion-conformance@v?(\d+\.\d+\.\d+)/g)].map(([, one]) => one);
    expect(new Set(versions)).toEqual(new Set([version]));
    const editions = [...text.matchAll(/\b20\d\d-\d\d\b/g)].map(([one]) => one);
    expect(new Set(editions)).toEqual(new Set([newest]));
  });
}
