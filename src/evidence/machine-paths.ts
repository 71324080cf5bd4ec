import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A text without the folders of this machine: files of the suite are named from its own folder, those of packages from
 * `node_modules`, all others by their bare name. What only looks like a path (a URL, a JSON Pointer) stays.
 */
export function withoutMachinePaths(text: string): string {
  return text.replace(pathPattern(), (path) => {
    const plain = path.replace(/^file:\/\//, '').replaceAll('\\', '/');
    const [own, fromPackages] = [plain.indexOf(ROOT.replaceAll('\\', '/')), plain.lastIndexOf('/node_modules/')];
    if (fromPackages >= 0) return plain.slice(fromPackages + 1);
    return own >= 0 ? plain.slice(own + ROOT.length) : (plain.split('/').at(-1) ?? '');
  });
}

let pattern: RegExp | undefined;

/** A path begins with a folder that is there, or with a drive. */
function pathPattern(): RegExp {
  const names = topFolders().map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const start = names.length > 0 ? `/(?:${names.join('|')})(?=/)|` : '';
  return (pattern ??= new RegExp(`(?<![\\w.:/-])(?:file://)?(?:${start}/?[A-Za-z]:(?=[\\\\/]))[^\\s'"()<>:]*`, 'g'));
}

function topFolders(): string[] {
  try {
    return readdirSync('/');
  } catch {
    return [];
  }
}
