import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { format, resolveConfig } from 'prettier';
import { CHECKS } from '../../../src/checks/index.ts';
import { unexplained, withParts } from '../../../scripts/vendor-manual.ts';
import { ROOT } from './citations.ts';

const FILE = join(ROOT, 'docs/vendor.md');
const MANUAL = readFileSync(FILE, 'utf8');

test('the generated parts of the manual are current: `npm run manual` writes them', async () => {
  const options = (await resolveConfig(FILE)) ?? {};
  const written = await format(withParts(MANUAL), { ...options, filepath: FILE });
  expect(withoutExamples(written)).toBe(withoutExamples(MANUAL));
});

/** An example is a row of a vendor as it once was: that it shows its check is enough. */
const withoutExamples = (text: string): string =>
  text.replace(/(?<=\n### [^]*?)```yaml\n[^]*?\n```/g, (example) => /^ *check: .*$/m.exec(example)?.[0] ?? example);

test('every check has its facts, a description and an example there', () => {
  for (const { name, facts } of CHECKS.values()) {
    const section = MANUAL.split(`### \`${name}\``)[1]?.split('\n### ')[0] ?? '';
    expect(section.split('\n- Facts:')[0]?.trim(), name).not.toBe('');
    for (const fact of facts) expect(section, name).toContain(`\`${fact}\``);
    expect(section, name).toContain('```yaml');
  }
});

test('every placeholder that the loader knows is explained', () => {
  expect(unexplained()).toEqual([]);
});
