import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The majors that the package is for. */
export const MAJORS = [20, 22, 24] as const;

/** Where version managers and CI images keep the versions of Node, a folder each. */
const MANAGERS: readonly (readonly [folder: string, inside: string])[] = [
  [join(homedir(), '.nvm/versions/node'), 'bin'],
  [join(homedir(), '.local/share/fnm/node-versions'), 'installation/bin'],
  [join(homedir(), '.volta/tools/image/node'), 'bin'],
  [join(homedir(), '.asdf/installs/nodejs'), 'bin'],
  [join(homedir(), '.local/share/mise/installs/node'), 'bin'],
  ['/opt/hostedtoolcache/node', 'x64/bin'],
];

/** Folders with a `node` of each major that this machine has; the one that runs the tests comes first. */
export function nodesAtHand(): ReadonlyMap<number, string> {
  const managed = MANAGERS.flatMap(([folder, inside]) =>
    existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, inside)) : [],
  );
  const found = new Map([[majorOf(process.versions.node), join(process.execPath, '..')]]);
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...managed]) {
    const node = join(folder, 'node');
    if (folder === '' || !existsSync(node)) continue;
    const major = majorOf(spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout);
    if (!found.has(major)) found.set(major, folder);
  }
  return found;
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
