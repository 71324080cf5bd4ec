import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const FOLDERS = ['bin', 'bench', 'docs', 'reporters', 'scripts', 'specs', 'src', 'tests'];
const CODE = ['.ts', '.js', '.cjs'];
const TEXT = ['.md', '.yaml', '.css'];

export interface Text {
  /** Path from the root. */
  readonly file: string;
  readonly text: string;
}

/** Every text of the repository that people write and read. */
export function texts(): Text[] {
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return [...readdirSync(ROOT), ...below]
    .filter((file) => [...CODE, ...TEXT].includes(extname(file)) || file.endsWith('.env.example'))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

/** A rule id as a word of its own. */
const ID = /(?<![\w%#+/.$-])[ACDEKR]\d{1,2}(?![\w%-])/g;

/** Rule ids that a text cites: anywhere in prose and comments, and in parentheses in the strings of code. */
export function citationsIn({ file, text }: Text): string[] {
  const find = (prose: string) => prose.match(ID) ?? [];
  if (CODE.includes(extname(file))) {
    const { comments, literals } = parts(file, text);
    const inBrackets = literals.match(/\([ACDEKR]\d{1,2}(, [ACDEKR]\d{1,2})*\)/g) ?? [];
    return [...find(comments), ...find(file.includes('detection') ? literals : inBrackets.join(' '))];
  }
  if (extname(file) === '.yaml') return find((text.match(/(^|\s)#.*/gm) ?? []).join('\n'));
  return find(text);
}

/** The comments of a source file, and the text of its strings and templates. */
function parts(file: string, text: string): { comments: string; literals: string } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const literals: string[] = [];
  let rest = '';
  let from = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      // What is left once literals are out: a `//` in it begins a comment.
      const start = node.getStart(source);
      rest += text.slice(from, start);
      from = node.end;
      literals.push(text.slice(start, from));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  rest += text.slice(from);
  return { comments: (rest.match(/\/\*[^]*?\*\/|\/\/.*/g) ?? []).join('\n'), literals: literals.join('\n') };
}
