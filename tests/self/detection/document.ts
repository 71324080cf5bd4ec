import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import type { Caught, Preserved } from './measure.ts';
import { isRight, isPreserved, type Table } from './suites.ts';

/** Where the document stands. */
export const DOCUMENT = fileURLToPath(new URL('../../../docs/detection.md', import.meta.url));

type Measured = readonly (Caught | Preserved)[];

/** What one suite of a vendor catches and spares. */
export interface Totals {
  readonly broken: number;
  readonly caught: number;
  readonly legal: number;
  readonly preserved: number;
}

/** One table of the document, with its heading. */
export async function section({ vendor, name, holds }: Table, measured: Measured): Promise<string> {
  const head =
    holds === 'legal'
      ? ['implementation', 'what it does', 'may warn', 'spared']
      : ['implementation', 'what it does', 'must hit', 'caught'];
  const requirements = measured.map(
    (one) => `| ${[`\`${one.id}\``, escaped(one.does), requirementsOf(one), wordFor(one)].join(' | ')} |`,
  );
  const table = [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(4)}`, ...requirements].join('\n');
  return formatted(`### ${vendor}: ${name}\n\n${table}\n`);
}

/** The whole document. */
export async function documentOf(sections: readonly string[]): Promise<string> {
  return formatted(`${PREAMBLE}\n\n${totalsSentence(totalsIn(sections.join('\n')))}\n\n${sections.join('\n')}`);
}

/** The tables of the document as it stands, by their headings. */
export function sectionsOf(text: string): Map<string, string> {
  const sections = text.split(/^(?=### )/m).slice(1);
  return new Map(sections.map((one) => [/^### (.*)$/m.exec(one)?.[1] ?? '', one]));
}

/** The totals, counted from the lines of the document. */
export function totalsIn(text: string): Totals {
  const words = [...text.matchAll(/^\| `.*\| ([^|]*?) *\|$/gm)].map(([, word = '']) => word);
  const [caught, legal] = [
    ['by its requirement', 'by another requirement', 'no'],
    ['yes', 'false alarm'],
  ];
  const count = (...starts: string[]) => words.filter((word) => starts.some((start) => word.startsWith(start))).length;
  return {
    broken: count(...caught),
    caught: count('by its requirement'),
    legal: count(...legal),
    preserved: count('yes'),
  };
}

/** What everybody wants to know. */
export function totalsSentence({ broken, caught, legal, preserved }: Totals): string {
  const alarms = legal === preserved ? 'no false alarm' : `${legal - preserved} false alarms`;
  return `This suite's checks catch ${caught} of ${broken} seeded faults and raise ${alarms} on ${legal} legal variants.`;
}

const PREAMBLE = `# What the suite catches, and what it leaves alone

Written by \`npm run detection\`; \`npm test\` measures the same and fails where this page differs. Legal implementations
are judged by a whole run, broken ones until they are caught (\`npm run detection -- --whole\`: to the end). Each line is one
implementation: the sandbox with one small change. A broken one must hit the requirements that name its fault, at the grade that
the vendor's documents give it; one without a requirement must make the run's outcome other than conformant. A legal one must
leave the outcome conformant and raise nothing but the warnings that its line names.`;

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
