import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packPackage } from '../../../scripts/build-package.ts';
import { ended, type Ended } from '../gate/child.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Nobody: to the superuser nothing is closed. */
const NOBODY = 65_534;

/** The packed package, installed in a project of somebody else who may not write there. */
export interface Installed {
  /** The project. Its path holds a space and an umlaut; it is a git repository with a commit of its own. */
  readonly project: string;
  /** The only folder that its user may write to. */
  readonly work: string;
  /** Files of the packed package. */
  readonly packedFiles: readonly string[];
  /** Runs a command in the project. @param nodeFolder holds the Node to run it on */
  readonly run: (command: readonly string[], nodeFolder?: string) => Promise<Ended>;
  readonly remove: () => void;
}

/**
 * Builds, packs and installs the package without a network: its dependencies come from the checkout, as bundled ones.
 * @param files files of the project by name
 */
export function installPackage(files: Readonly<Record<string, string>> = {}): Installed {
  const top = mkdtempSync(join(tmpdir(), 'package-'));
  const folder = (name: string): string => mkdirSync(join(top, name), { recursive: true }) ?? join(top, name);
  const [packing, bundled, project, work] = [
    folder('packing'),
    folder('bundled'),
    folder('somebody’s project ü'),
    folder('work'),
  ];
  execFileSync('tar', ['-xzf', packPackage(packing), '-C', bundled, '--strip-components=1']);
  const packedFiles = readdirSync(bundled, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(bundled, join(parentPath, name)));
  bundleDependencies(bundled);
  const all = { 'package.json': '{ "name": "project", "private": true, "type": "module" }', ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(project, name), text);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: project });
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'A commit of the project');
  const install = ['install', '--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund', bundled];
  execFileSync('npm', install, { cwd: project, stdio: 'pipe' });
  for (const [one, mode] of [
    [top, 0o755],
    [work, 0o777],
  ] as const)
    chmodSync(one, mode);
  setMode(project, 0o555);
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  return {
    ...{ project, work, packedFiles },
    run(command, nodeFolder = join(process.execPath, '..')) {
      const [name = '', ...args] = command;
      const env = { PATH: `${nodeFolder}${delimiter}${process.env.PATH ?? ''}`, HOME: work, TMPDIR: work };
      const [file, first] = name === 'npx' ? [join(nodeFolder, 'node'), [npxScript(), '--no-install']] : [name, []];
      return ended(spawn(file, [...first, ...args], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'], ...user }));
    },
    remove() {
      setMode(project, 0o755);
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** Copies what the package depends on into it and declares it bundled: npm then installs it without a registry. */
function bundleDependencies(folder: string): void {
  const list = ['ls', '--omit=dev', '--all', '--parseable'];
  const [, ...paths] = execFileSync('npm', list, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  for (const path of paths) cpSync(path, join(folder, relative(ROOT, path)), { recursive: true });
  const file = join(folder, 'package.json');
  const { scripts: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...manifest, bundleDependencies: true }));
}

/** The script of `npx`, which another Node can run as well. */
function npxScript(): string {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => existsSync(join(one, 'npx')));
  return realpathSync(join(folder ?? '', 'npx'));
}

function setMode(dir: string, mode: number): void {
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), mode);
  chmodSync(dir, mode);
}
