import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import type { Caught, Preserved } from './measure.ts';
import { quickFigure, readQuick } from '../../../src/spec-loader/quick.ts';
import { currentFigures, figuresSentence } from '../mutation/sandbox/figures.ts';
import { loadOnce } from '../run/in-process.ts';
import { isRight, isPreserved, type Table } from './suites.ts';

/** Where the document stands. */
export const DOCUMENT = fileURLToPath(new URL('../../../docs/detection.md', import.meta.url));

type Measured = readonly (Caught | Preserved)[];

/** Broken implementations, and how many of them their requirements catch. */
interface Score {
  readonly broken: number;
  readonly caught: number;
}

/** The heading of a table in the document. */
export const headingOf = ({ vendor, name, composed }: Table): string =>
  `${vendor}: ${name}${composed ? ' (composed)' : ''}`;

/** What one suite of a vendor catches and spares. */
export interface Totals {
  readonly written: Score;
  readonly composed: Score;
  readonly legal: number;
  readonly preserved: number;
}

/** One table of the document, with its heading. */
export async function section(table: Table, measured: Measured): Promise<string> {
  const head =
    table.holds === 'legal'
      ? ['implementation', 'what it does', 'may warn', 'spared']
      : ['implementation', 'what it does', 'must hit', 'caught'];
  const requirements = measured.map(
    (one) => `| ${[`\`${one.id}\``, escaped(one.does), requirementsOf(one), wordFor(one)].join(' | ')} |`,
  );
  const lines = [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(4)}`, ...requirements].join('\n');
  return formatted(`### ${headingOf(table)}\n\n${lines}\n`);
}

/** The whole document. */
export async function documentOf(sections: readonly string[]): Promise<string> {
  const figures = [await figuresIn(sections.join('\n')), await quickText()];
  return formatted(`${PREAMBLE}\n\n${figures.join('\n\n')}\n\n${sections.join('\n')}`);
}

/** What a quick run is worth, by the files that pin it. */
export async function quickText(): Promise<string> {
  const lines = ['knot', 'mastercard'].map(async (name) => {
    const subset = readQuick(SPECS, await loadOnce(name));
    return `- ${name}: a quick run ${quickFigure(subset)}`;
  });
  return `${QUICK}\n\n${(await Promise.all(lines)).join('\n')}\n`;
}

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

const QUICK = `\`--quick\` judges the requirements that \`specs/<vendor>/quick.yaml\` pins. They were chosen by half of the faults, which a hash
of their names draws: those that find most further faults per request come first, until 95 % of the faults are found or the next
requirement finds less per request than a whole run. The figure is measured by running them against faults of the other
half, the first ones in the order of that hash. The file names those that they missed.`;

/** The tables of the document as it stands, by their headings. */
export function sectionsOf(text: string): Map<string, string> {
  const sections = text.split(/^(?=###? )/m).filter((one) => one.startsWith('### '));
  return new Map(sections.map((one) => [/^### (.*)$/m.exec(one)?.[1] ?? '', one]));
}

/** The lines of one table of a document, by what stands in their first cell; blanks that align it are left out. */
export function linesOf(section: string): Map<string, string> {
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(lines.map((line) => [/`(.*?)` *\|/.exec(line)?.[1] ?? '', line.replace(/ +\|/g, ' |')]));
}

/** The totals, counted from the lines of the document. */
function totalsIn(text: string): Totals {
  const sections = [...sectionsOf(text)];
  const wordsOf = (isMeant: (heading: string) => boolean) =>
    sections
      .filter(([heading]) => isMeant(heading))
      .flatMap(([, one]) => [...one.matchAll(/^\| `.*\| ([^|]*?) *\|$/gm)].map(([, word = '']) => word));
  const isLegal = (heading: string) => heading.includes(': legal: ');
  const isComposed = (heading: string) => heading.endsWith(' (composed)');
  const scoreOf = (words: readonly string[]): Score => ({
    broken: words.length,
    caught: words.filter((word) => word.startsWith('by its requirement')).length,
  });
  const legal = wordsOf(isLegal);
  return {
    written: scoreOf(wordsOf((heading) => !isLegal(heading) && !isComposed(heading))),
    composed: scoreOf(wordsOf(isComposed)),
    legal: legal.length,
    preserved: legal.filter((word) => word.startsWith('yes')).length,
  };
}

/** All figures side by side: of the lines of the document, and of the mutants of the sandbox. */
export async function figuresIn(text: string): Promise<string> {
  return totalsSentence(totalsIn(text), figuresSentence(await currentFigures()));
}

/** What everybody wants to know. */
function totalsSentence({ written, composed, legal, preserved }: Totals, mutants: string): string {
  const alarms = legal === preserved ? 'no false alarm' : `${legal - preserved} false alarms`;
  const caught = `${written.caught} of ${written.broken} faults that its authors wrote, ${composed.caught} of ${composed.broken} composed ones`;
  const claims =
    'The figures say nothing about other kinds of fault: those in no table that take more than one small change of a correct server.';
  return `This suite's checks catch ${caught}, and raise ${alarms} on ${legal} legal variants. ${mutants} ${claims}`;
}

const PREAMBLE = `# What the suite catches, and what it leaves alone

Each line is one implementation: the sandbox with one small change. A broken one must hit the requirements that name its
fault, at the grade that the vendor's documents give it; one without a requirement must make the run's outcome other than
conformant. A legal one must leave the outcome conformant and raise nothing but the warnings that its line names. Composed
faults come from tables of what stores, parsers and gateways do, crossed with where and how; the authors wrote the others.

Mutants are all the small changes that a mutation tester makes to the sandbox: faults that no author chose, most of them in
code that the deletion needs, some in code that only sets up users. \`npm run mutation -- sandbox\` judges them, in the order of
a hash, so that those which are measured so far are a random sample of each vendor. One that changes no verdict is classed in
\`tests/self/mutation/sandbox/classes/\`: as equivalent, as allowed by the documents, or as missed.

Written by \`npm run detection\`. \`npm run test:all\` measures a part (one implementation for each requirement, and one in eight of
all others) and fails where this page differs; \`npm run test:whole\` measures all. Legal implementations are judged by a
whole run, broken ones until they are caught (\`npm run detection -- --whole\`: to the end).

To add a fault that you met: copy a line of a table in \`tests/self/detection/<vendor>/\`, replace the step of the sandbox that
was wrong, name the requirement that must catch it, and run \`npm run detection -- --table "<vendor>: <table>"\`.

The last two tables name the faults that one requirement alone finds as hard as they must be found, by whole runs:
\`npm run detection -- --matrix <vendor>\` takes the faults of each requirement in turn, in the order of a hash of their names,
until three are known that it alone finds, and may be stopped at any time. \`npm run quick\` chooses and measures again what
\`--quick\` judges. Either takes up to an hour on two cores.`;

function requirementsOf(one: Caught | Preserved): string {
  if (isPreserved(one)) return one.warned.map((slug) => `\`${slug}\``).join(' ') || '–';
  if (one.primary.length === 0) return 'the outcome';
  return one.primary.map(({ requirement, expected }) => `\`${requirement}\` ${expected}`).join(', ');
}

function wordFor(one: Caught | Preserved): string {
  const known = one.known === undefined ? '' : `: ${escaped(one.known)}`;
  if (isPreserved(one)) return isRight(one) ? 'yes' : `false alarm${known}`;
  return one.caught === 'primary'
    ? 'by its requirement'
    : one.caught === 'other'
      ? `by another requirement${known}`
      : `no${known}`;
}

const escaped = (text: string): string => text.replace(/[|*_<>]/g, (sign) => `\\${sign}`).replace(/\s+/g, ' ');

async function formatted(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' });
}
