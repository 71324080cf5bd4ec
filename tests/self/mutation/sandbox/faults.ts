import { CLASSES, type Classed } from './classes.ts';
import type { Mutant } from './instrument.ts';
import type { Measured } from './measured.ts';

/**
 * What is wrong with the classes: a survivor without one, one of something else, one that proves nothing; and what was
 * measured and is no mutant any more. One that was not measured is no fault: the figures count it.
 * @param rules text of docs/rules.md
 */
export function faultsOf(
  mutants: readonly Mutant[],
  measured: Measured,
  classes: ReadonlyMap<string, Classed>,
  rules: string,
): string[] {
  const faults: string[] = [];
  const current = new Set(mutants.map(({ hash }) => hash));
  for (const { hash, file, line } of mutants) {
    const status = measured[hash]?.status;
    if (status === 'survived' && !classes.has(hash)) faults.push(`${hash} (${file}:${line}) survived and has no class`);
  }
  for (const hash of Object.keys(measured)) if (!current.has(hash)) faults.push(`${hash} is measured and is no mutant`);
  for (const [hash, one] of classes) {
    if (!current.has(hash) || measured[hash]?.status !== 'survived')
      faults.push(`${hash} is classed and is no survivor`);
    faults.push(...faultsIn(hash, one, rules));
  }
  return faults;
}

function faultsIn(hash: string, { class: given, rule, proof }: Classed, rules: string): string[] {
  const isRule = rule !== undefined && rules.includes(`<a id="${rule.toLowerCase()}"></a>`);
  return [
    ...(CLASSES.includes(given) ? [] : [`${hash} has no class ${given}`]),
    ...(proof && !proof.includes('\n') ? [] : [`${hash} has no proof of one line`]),
    ...(isRule || (rule === undefined && given !== 'allowed') ? [] : [`${hash} names no rule of docs/rules.md`]),
  ];
}
