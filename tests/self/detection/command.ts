import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { disposeOfKeys } from '../run/in-process.ts';
import { DOCUMENT, documentOf, headingOf, section, sectionsOf, totalsIn, totalsSentence } from './document.ts';
import { isRight, TABLES, type Table } from './suites.ts';

const { values: options } = parseArgs({
  options: {
    table: { type: 'string', multiple: true },
    whole: { type: 'boolean', default: false },
    matrix: { type: 'string' },
  },
});
const README = new URL('../../../README.md', import.meta.url);
const nameOf = ({ vendor, name }: Table): string => `${vendor}: ${name}`;

/**
 * `npm run detection [-- --table "knot: blanket"]… [--whole] [--matrix FILE]`: measures the tables, prints what went
 * wrong and writes docs/detection.md and the figure of the README. Tables that are not named keep what the document says of them. `--whole` ends
 * every run instead of the ones that have caught their implementation; `--matrix` writes every verdict, and implies it.
 */
async function main(): Promise<void> {
  const wanted = options.table ?? TABLES.map(nameOf);
  const unknown = wanted.filter((name) => !TABLES.some((table) => nameOf(table) === name));
  if (unknown.length > 0)
    throw new Error(`There is no table ${unknown.join(', ')}. The tables: ${TABLES.map(nameOf).join('; ')}.`);
  const written = options.table ? sectionsOf(await readFile(DOCUMENT, 'utf8')) : new Map<string, string>();
  const matrix: object[] = [];
  const sections: string[] = [];
  for (const table of TABLES) {
    if (!wanted.includes(nameOf(table))) {
      const kept = written.get(headingOf(table));
      if (kept === undefined) throw new Error(`docs/detection.md lacks ${headingOf(table)}: measure it too.`);
      sections.push(kept);
      continue;
    }
    const start = performance.now();
    const measured = await table.measure(options.whole || options.matrix !== undefined ? 'whole' : 'caught');
    sections.push(await section(table, measured));
    matrix.push({ vendor: table.vendor, table: table.name, implementations: measured });
    const right = measured.filter(isRight).length;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${nameOf(table)}: ${right} of ${measured.length} as they should be (${seconds} s)`);
    for (const one of measured.filter((each) => !isRight(each))) console.log(`  ${JSON.stringify(one)}`);
  }
  const text = await documentOf(sections);
  await writeFile(DOCUMENT, text);
  if (options.matrix !== undefined) await writeFile(options.matrix, `${JSON.stringify(matrix, null, 2)}\n`);
  const sentence = totalsSentence(totalsIn(text)).slice(0, -1);
  await writeFile(README, (await readFile(README, 'utf8')).replace(/This suite's checks catch [^:]*/, sentence));
  console.log(sentence);
}

try {
  await main();
} finally {
  await disposeOfKeys();
}
