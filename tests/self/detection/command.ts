import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { disposeOfKeys } from '../run/in-process.ts';
import { DOCUMENT, documentOf, section, totalsIn, totalsSentence } from './document.ts';
import { isRight, TABLES } from './suites.ts';

/**
 * `npm run detection [-- MATRIX.json]`: measures every table, tells what went wrong, writes docs/detection.md and, where
 * a path is given, every verdict of every implementation.
 */
async function main([path]: string[]): Promise<void> {
  const sections: string[] = [];
  const matrix: object[] = [];
  for (const table of TABLES) {
    const start = performance.now();
    const measured = await table.measure();
    sections.push(await section(table, measured));
    matrix.push({ vendor: table.vendor, table: table.name, implementations: measured });
    const right = measured.filter(isRight).length;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${table.vendor}: ${table.name}: ${right} of ${measured.length} as they should be (${seconds} s)`);
    for (const one of measured.filter((each) => !isRight(each))) console.log(`  ${JSON.stringify(one)}`);
  }
  const text = await documentOf(sections);
  await mkdir(dirname(DOCUMENT), { recursive: true });
  await writeFile(DOCUMENT, text);
  if (path !== undefined) await writeFile(path, `${JSON.stringify(matrix, null, 2)}\n`);
  console.log(totalsSentence(totalsIn(text)));
}

try {
  await main(process.argv.slice(2));
} finally {
  await disposeOfKeys();
}
