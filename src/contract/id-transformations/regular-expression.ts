/** Deep enough for any text that a request holds; beyond it nothing is certain. */
const UNCERTAIN: readonly string[] = [];

/**
 * What every text that a regular expression finds must contain, by alternative. It errs towards less: what is in
 * groups and classes is left out, and so is a character that may be absent.
 */
export function requiredByExpression(source: string): readonly (readonly string[])[] {
  const alternatives: string[][] = [[]];
  let literal = '';
  let depth = 0;
  const end = (): void => {
    if (literal !== '') alternatives.at(-1)?.push(literal);
    literal = '';
  };
  const characters = [...source];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string;
    const next = characters[at + 1];
    if (depth > 0 && character !== '(' && character !== ')') {
      if (character === '\\') at += 1;
      continue;
    }
    switch (character) {
      case '(':
        end();
        depth += 1;
        break;
      case ')':
        end();
        depth = Math.max(0, depth - 1);
        break;
      case '|':
        end();
        alternatives.push([]);
        break;
      case '[':
        end();
        at = closing(characters, at);
        break;
      case '{':
        // Of `a{0,3}` nothing need be there; of a brace that counts nothing, the brace itself.
        literal = withoutLast(literal);
        end();
        at = isCount(characters, at) ? characters.indexOf('}', at) : at;
        break;
      case '*':
      case '?':
        literal = withoutLast(literal);
        end();
        break;
      case '.':
      case '^':
      case '$':
      case '+':
        end();
        break;
      case '\\':
        // `\d` is a class, `\.` a full stop.
        if (next !== undefined && /[^\p{L}\p{N}]/u.test(next)) literal += next;
        else end();
        at += 1;
        break;
      default:
        literal += character;
    }
  }
  end();
  // An unclosed group is no expression; a store that reads it in some other way may match anything.
  return depth > 0 ? [...alternatives, UNCERTAIN].slice(-1) : alternatives;
}

function closing(characters: readonly string[], from: number): number {
  const end = characters.indexOf(']', from + 1);
  return end < 0 ? characters.length : end;
}

const isCount = (characters: readonly string[], at: number): boolean =>
  /^\{\d*,?\d*\}/.test(characters.slice(at, at + 24).join(''));

const withoutLast = (text: string): string => [...text].slice(0, -1).join('');
