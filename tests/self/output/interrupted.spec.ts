import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { reserveOutput } from '../../../src/output/folder.ts';
import { REPORT_OUTPUT } from '../../../src/output/kinds.ts';
import { MANIFEST } from '../../../src/output/manifest.ts';
import { REPORT_FILES } from '../../../src/output/report-files.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { SLOW } from '../part.ts';
import { withFault, type Fault } from './disk.ts';
import { oldFile, test } from './places.ts';

// Whatever keeps a report from being written, what is there is the old one or the new one: wherever the file stands that
// says "complete", all others are of the same run.

const contentsOf = (run: string): Record<string, string> =>
  Object.fromEntries(REPORT_FILES.map((name) => [name, `${name} of the ${run} run\n`]));

const write = (dir: string, run: string): void =>
  reserveOutput(dir, REPORT_FILES, REPORT_OUTPUT).write(contentsOf(run));

const present = (dir: string): Record<string, string> =>
  Object.fromEntries(
    REPORT_FILES.filter((name) => existsSync(join(dir, name))).map((name) => [
      name,
      readFileSync(join(dir, name), 'utf8'),
    ]),
  );

const DIFFERENT: Readonly<Record<string, (dir: string) => Record<string, string>>> = {
  'an earlier report': (dir) => {
    write(dir, 'old');
    return contentsOf('old');
  },
  'a report of version 0.1.0': (dir) => {
    const files = Object.fromEntries(REPORT_FILES.map((name) => [name, oldFile(name)]));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    return files;
  },
  'no report': () => ({}),
};

/** Tries a fault at every change of the disk that a write makes. */
function atEveryChange(dir: string, begin: (dir: string) => Record<string, string>, fault: (at: number) => Fault) {
  const ends: { at: number; place: string; old: Record<string, string>; thrown: unknown }[] = [];
  for (let at = 1; ; at += 1) {
    const place = join(dir, String(at));
    mkdirSync(place);
    const old = begin(place);
    const { changes, thrown } = withFault(fault(at), () => write(place, 'new'));
    if (changes < at) return ends;
    ends.push({ at, place, old, thrown });
  }
}

for (const [what, begin] of Object.entries(DIFFERENT)) {
  test(`${what}, and a disk that is full: the old files, one sentence, nothing else`, ({ folder }) => {
    const ends = atEveryChange(folder, begin, (at) => ({ fails: at }));
    expect(ends.length).toBeGreaterThan(15);
    for (const { at, place, old, thrown } of ends) {
      const written = thrown === undefined;
      expect(present(place), `at change ${String(at)}`).toEqual(written ? contentsOf('new') : old);
      if (!written) {
        expect(thrown).toBeInstanceOf(ConfigurationError);
        expect((thrown as Error).message).toMatch(/^The report cannot be written to ".*" \(ENOSPC\): make room there/);
      }
      write(place, 'next');
      expect(readdirSync(place)).toEqual([MANIFEST, ...REPORT_FILES].sort());
    }
  });

  for (const fault of ['endsBefore', 'endsIn'] as const)
    test(`${what}, and a process that ends (${fault}): old or new, and the next run goes on`, ({ folder }) => {
      const ends = atEveryChange(folder, begin, (at) => ({ [fault]: at }) as unknown as Fault);
      expect(ends.length).toBeGreaterThan(15);
      for (const { at, place, old } of ends) {
        const left = present(place);
        if ('results.json' in left)
          expect([old, contentsOf('new')], `before change ${String(at)}`).toContainEqual(left);
        // Whoever comes next finds nothing in the way, and puts in order what was left.
        const { thrown } = withFault({ endsBefore: Infinity }, () => write(place, 'next'));
        expect(thrown).toBeUndefined();
        expect(present(place)).toEqual(contentsOf('next'));
        expect(readdirSync(place)).toEqual([MANIFEST, ...REPORT_FILES].sort());
      }
    });
}

test('a process that ended while files changed places left a whole report, which a full disk does not lose', ({
  folder,
}) => {
  const ends = atEveryChange(folder, DIFFERENT['an earlier report']!, (at) => ({ endsBefore: at }));
  for (const { at, place, old } of ends) {
    const { thrown } = withFault({ full: true }, () => write(place, 'next'));
    expect(thrown).toBeInstanceOf(ConfigurationError);
    expect([old, contentsOf('new')], `before change ${String(at)}`).toContainEqual(present(place));
  }
});

test('temporary files of others stay', ({ folder }) => {
  const others = ['.index.html.123.tmp', '.results.json.tmp', '.deletion-conformance.1-0123456789abcdef.00.a.txt.new~'];
  // Process 1 lives as long as the system.
  const living = '.deletion-conformance.1-0123456789abcdef.00.results.json.new';
  for (const name of [...others, living]) writeFileSync(join(folder, name), 'mine');
  write(folder, 'new');
  expect(readdirSync(folder)).toEqual([MANIFEST, ...REPORT_FILES, ...others, living].sort());
});

test('a process that is killed at any moment leaves the old report or the new one', SLOW, async ({ folder }) => {
  const script = fileURLToPath(new URL('writing.ts', import.meta.url));
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    const left = present(folder);
    if ('results.json' in left) expect(new Set(Object.values(left)).size).toBe(1);
  }
  write(folder, 'last');
  expect(present(folder)).toEqual(contentsOf('last'));
  expect(readdirSync(folder)).toEqual([MANIFEST, ...REPORT_FILES].sort());
});
