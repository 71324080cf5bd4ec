import { readFile, writeFile } from 'node:fs/promises';
import { disposeOfKeys } from '../run/in-process.ts';
import { COLUMNS, costOf, MARKS, PAGE, textOf } from './cost.ts';

/** `npm run cost`: counts where the requests of a run go, and writes the table of docs/network.md. */
const costs = [];
for (const column of COLUMNS) costs.push(await costOf(column));
const text = textOf(costs);
console.log(text);
const [before = '', , after = ''] = (await readFile(PAGE, 'utf8')).split(new RegExp(`(${MARKS[0]}[^]*${MARKS[1]})`));
await writeFile(PAGE, `${before}${MARKS[0]}\n\n${text}\n\n${MARKS[1]}${after}`);
await disposeOfKeys();
