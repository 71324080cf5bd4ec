import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD_FILE, type BuildInfo } from '../src/build-info.ts';
import { detectionData, suiteInfo } from '../src/session/suite-info.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What the code reads from its own folders. */
const ASSETS = ['specs', 'reporters/render/html/page', 'docs/rules.md'];
/** Everything that the build is made of, as files and folders of the checkout. */
export const BUILD_SOURCES: readonly string[] = [
  ...['bin', 'src', 'reporters', 'integrations', 'specs'],
  ...['docs/rules.md', 'docs/detection.md', 'package.json', 'tsconfig.json', 'tsconfig.build.json'],
];
/** Only the code that runs, and faster: without checking types, without declarations and source maps. */
const CODE_ALONE = ['--noCheck', '--declaration', 'false', '--sourceMap', 'false'];
/** What npm puts into every package. */
const ALWAYS_PACKED = ['package.json', 'README.md', 'LICENSE'];

/**
 * Compiles the package to JavaScript with types and source maps, and puts next to it what the code reads at run time. The
 * tree inside is that of the checkout.
 * @param out folder that is replaced
 * @param parts `code alone` for what is only run
 * @throws Error where the compiler refuses the code
 */
export function buildPackage(out: string = join(ROOT, 'dist'), parts: 'all' | 'code alone' = 'all'): void {
  rmSync(out, { recursive: true, force: true });
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const compile = [
    tsc,
    '--project',
    join(ROOT, 'tsconfig.build.json'),
    '--outDir',
    out,
    ...(parts === 'all' ? [] : CODE_ALONE),
  ];
  execFileSync(process.execPath, compile, { stdio: 'inherit' });
  for (const asset of ASSETS) {
    mkdirSync(dirname(join(out, asset)), { recursive: true });
    cpSync(join(ROOT, asset), join(out, asset), { recursive: true });
  }
  if (parts === 'all') dropUnreachableTypes(out);
  const build: BuildInfo = { ...suiteInfo(), detection: detectionData() };
  writeFileSync(join(out, BUILD_FILE), `${JSON.stringify(build)}\n`);
}

/** What the entries of the package give types of; package.json names their declarations. */
const TYPED_ENTRIES = ['src/index.d.ts', 'integrations/playwright.d.ts', 'reporters/index.d.ts'];

/** Removes the declarations that no entry of the package leads to: nobody can import what they describe. */
function dropUnreachableTypes(out: string): void {
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, imported = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)\.[jt]s['"]/g))
      reach(join(dirname(file), `${imported}.d.ts`));
  };
  for (const entry of TYPED_ENTRIES) reach(join(out, entry));
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.d.ts')))
    if (!reached.has(join(out, name))) rmSync(join(out, name));
}

/**
 * Packs what `npm publish` would send, without touching the checkout.
 * @param folder empty folder for the build and the packed file
 * @returns path of the packed file
 */
export function packPackage(folder: string): string {
  buildPackage(join(folder, 'dist'));
  for (const name of ALWAYS_PACKED) cpSync(join(ROOT, name), join(folder, name));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: folder, stdio: 'ignore' });
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  return join(folder, `${name}-${version}.tgz`);
}
