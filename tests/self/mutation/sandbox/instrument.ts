import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { LEFT_OUT } from './files.ts';
import { strykerInstrumenter, type Location, type StrykerMutant } from './stryker.ts';

const ROOT = new URL('../../../../src/sandbox/', import.meta.url);
/** Instrumenting takes seconds, and several processes want the same. */
const CACHE = new URL('../../../../node_modules/.cache/mutation/', import.meta.url);

/** One small change of the sandbox. */
export interface Mutant {
  /** By which the instrumented code switches it on; another one after every change of the code. */
  readonly id: string;
  /** Of its diff: stays the same while the changed lines do. */
  readonly hash: string;
  /** Path under src/sandbox. */
  readonly file: string;
  readonly line: number;
  /** The changed lines before and after, trimmed. */
  readonly before: string;
  readonly after: string;
}

/** The sandbox with all of its mutants in it. */
export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** JavaScript by the path of the file under src/sandbox. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Instruments src/sandbox with Stryker's mutants. */
export async function instrument(): Promise<Instrumented> {
  const names = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !(name in LEFT_OUT))
    .sort();
  const texts = new Map(names.map((name) => [name, readFileSync(new URL(name, ROOT), 'utf8')]));
  const own = readFileSync(new URL(import.meta.url), 'utf8');
  const cached = new URL(`sandbox-${sha256(JSON.stringify([own, ...texts]))}.json`, CACHE);
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8')) as Instrumented;
  const instrumented = await instrumentTexts(texts);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(cached, JSON.stringify(instrumented));
  return instrumented;
}

/** Instruments these files. */
async function instrumentTexts(texts: ReadonlyMap<string, string>): Promise<Instrumented> {
  const files = [...texts].map(([name, content]) => ({ name, content, mutate: true }));
  const options = { ignorers: [], excludedMutations: [], plugins: null };
  const result = await (await strykerInstrumenter()).instrument(files, options);
  const seen = new Map<string, number>();
  const mutants = result.mutants.filter(({ status }) => status !== 'Ignored').map((one) => mutantOf(one, texts, seen));
  return { mutants, sources: Object.fromEntries(result.files.map(({ name, content }) => [name, compiled(content)])) };
}

/** @param seen how often a diff was there before: equal ones are told apart by their order */
function mutantOf(one: StrykerMutant, texts: ReadonlyMap<string, string>, seen: Map<string, number>): Mutant {
  const { id, fileName: file, location, replacement = '' } = one;
  const { before, after } = diff(texts.get(file) ?? '', location, replacement);
  const text = JSON.stringify([file, before, after]);
  const times = seen.get(text) ?? 0;
  seen.set(text, times + 1);
  const hash = sha256(times > 0 ? `${text}${times}` : text);
  return { id, hash, file, line: location.start.line + 1, before, after };
}

/** The lines that a mutant changes, before and after. */
function diff(text: string, { start, end }: Location, replacement: string): { before: string; after: string } {
  const lines = text.split('\n');
  const head = (lines[start.line] ?? '').slice(0, start.column);
  const tail = (lines[end.line] ?? '').slice(end.column);
  const before = lines.slice(start.line, end.line + 1).join('\n');
  return { before: before.trim(), after: (head + replacement + tail).trim() };
}

function compiled(content: string): string {
  const { ESNext: module } = ts.ModuleKind;
  const options = { module, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  return ts.transpileModule(content, { compilerOptions: options }).outputText;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
