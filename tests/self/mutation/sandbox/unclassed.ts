import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import { readClasses, type Classed } from './classes.ts';
import type { Mutant } from './instrument.ts';
import type { Measured } from './measured.ts';

const FILE = fileURLToPath(new URL('./classes/unclassed.yaml', import.meta.url));
const HEAD = '# Survivors that nobody has classed yet; they count as missed. Written by npm run mutation -- sandbox.\n';
const PROOF = 'Nobody has looked at it yet.';

/** Lists the survivors that nobody has classed, so that a reader finds them and the figures count them. */
export async function writeUnclassed(mutants: readonly Mutant[], measured: Measured): Promise<void> {
  const text = `${HEAD}${stringify(unclassedOf(mutants, measured, readClasses()), { lineWidth: 0 })}`;
  writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), parser: 'yaml' }));
}

/** Those of the survivors that have no class but this one. */
export function unclassedOf(
  mutants: readonly Mutant[],
  measured: Measured,
  classes: ReadonlyMap<string, Classed>,
): Record<string, Classed> {
  const waiting = mutants.filter(
    ({ hash }) => measured[hash]?.status === 'survived' && (classes.get(hash)?.class ?? 'unclassed') === 'unclassed',
  );
  return Object.fromEntries(
    waiting.map(({ hash, file, before, after }) => [
      hash,
      { class: 'unclassed', mutant: `${file}: ${short(before)} → ${short(after)}`, proof: PROOF },
    ]),
  );
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 60)} … ${line.slice(-60)}` : line;
}
