import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { disposeOfKeys } from '../run/in-process.ts';
import { DOCUMENT, documentOf, headingOf, section, sectionsOf, figuresIn } from './document.ts';
import { KNOT_SUITE } from './knot/suite.ts';
import { MASTERCARD_SUITE } from './mastercard/suite.ts';
import { matrixFile } from './matrix/alone.ts';
import { measureMatrix } from './matrix/matrix.ts';
import { aloneSections } from './matrix/sections.ts';
import { isRight, TABLES, type Table } from './suites.ts';

const { values: options } = parseArgs({
  options: {
    table: { type: 'string', multiple: true },
    whole: { type: 'boolean', default: false },
    matrix: { type: 'string', multiple: true },
    page: { type: 'boolean', default: false },
  },
});
const README = new URL('../../../README.md', import.meta.url);
const nameOf = ({ vendor, name }: Table): string => `${vendor}: ${name}`;

/**
 * `npm run detection [-- --table "knot: blanket"]… [--whole] [--matrix VENDOR]… [--page]`: measures the tables, prints what went
 * wrong and writes docs/detection.md and the figure of the README. Tables that are not named keep what the document says of them. `--whole` ends
 * every run instead of the ones that have caught their implementation. `--matrix` measures what one requirement of the
 * vendor alone finds, from where it was stopped, instead of the tables; `--page` measures nothing and writes what is known.
 */
async function main(): Promise<void> {
  const wanted = options.table ?? (options.matrix || options.page ? [] : TABLES.map(nameOf));
  const unknown = wanted.filter((name) => !TABLES.some((table) => nameOf(table) === name));
  if (unknown.length > 0)
    throw new Error(`There is no table ${unknown.join(', ')}. The tables: ${TABLES.map(nameOf).join('; ')}.`);
  for (const vendor of options.matrix ?? []) await matrixOf(vendor);
  const isAll = wanted.length === TABLES.length;
  const written = isAll ? new Map<string, string>() : sectionsOf(await readFile(DOCUMENT, 'utf8'));
  const sections: string[] = [];
  for (const table of TABLES) {
    if (!wanted.includes(nameOf(table))) {
      const kept = written.get(headingOf(table));
      if (kept === undefined) throw new Error(`docs/detection.md lacks ${headingOf(table)}: measure it too.`);
      sections.push(kept);
      continue;
    }
    const start = performance.now();
    const measured = await table.measure(options.whole ? 'whole' : 'caught');
    sections.push(await section(table, measured));
    const right = measured.filter(isRight).length;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${nameOf(table)}: ${right} of ${measured.length} as they should be (${seconds} s)`);
    for (const one of measured.filter((each) => !isRight(each))) console.log(`  ${JSON.stringify(one)}`);
  }
  const text = await documentOf([...sections, ...(await aloneSections())]);
  await writeFile(DOCUMENT, text);
  const sentence = (await figuresIn(text)).slice(0, -1);
  await writeFile(README, (await readFile(README, 'utf8')).replace(/This suite's checks catch .*(?=:$)/m, sentence));
  console.log(sentence);
}

async function matrixOf(vendor: string): Promise<void> {
  if (vendor === KNOT_SUITE.vendor) return measureMatrix(KNOT_SUITE, matrixFile(vendor));
  if (vendor === MASTERCARD_SUITE.vendor) return measureMatrix(MASTERCARD_SUITE, matrixFile(vendor));
  throw new Error(`There are no faults of ${vendor}: --matrix takes knot or mastercard.`);
}

try {
  await main();
} finally {
  await disposeOfKeys();
}
