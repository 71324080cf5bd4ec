import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import type { Caught, Preserved } from './measure.ts';
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
  return formatted(`${PREAMBLE}\n\n${totalsSentence(totalsIn(sections.join('\n')))}\n\n${sections.join('\n')}`);
}

/** The tables of the document as it stands, by their headings. */
export function sectionsOf(text: string): Map<string, string> {
  const sections = text.split(/^(?=### )/m).filter((one) => one.startsWith('### '));
  return new Map(sections.map((one) => [/^### (.*)$/m.exec(one)?.[1] ?? '', one]));
}

/** The totals, counted from the lines of the document. */
export function totalsIn(text: string): Totals {
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

/** What everybody wants to know. */
export function totalsSentence({ written, composed, legal, preserved }: Totals): string {
  const alarms = legal === preserved ? 'no false alarm' : `${legal - preserved} false alarms`;
  const caught = `${written.caught} of ${written.broken} faults that its authors wrote, ${composed.caught} of ${composed.broken} composed ones`;
  return `This suite's checks catch ${caught}, and raise ${alarms} on ${legal} legal variants.`;
}

const PREAMBLE = `# What the suite catches, and what it leaves alone

Each line is one implementation: the sandbox with one small change. A broken one must hit the requirements that name its
fault, at the grade that the vendor's documents give it; one without a requirement must make the run's outcome other than
conformant. A legal one must leave the outcome conformant and raise nothing but the warnings that its line names. Composed
faults come from tables of what stores, parsers and gateways do, crossed with where and how; the authors wrote the others.
Neither figure says what happens to a fault of a kind that is in no table.

Written by \`npm run detection\`; \`npm test\` measures the same and fails where this page differs. Legal implementations
are judged by a whole run, broken ones until they are caught (\`npm run detection -- --whole\`: to the end).

To add a fault that you met: copy a line of a table in \`tests/self/detection/<vendor>/\`, replace the step of the sandbox that
was wrong, name the requirement that must catch it, and run \`npm run detection -- --table "<vendor>: <table>"\`.`;

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
