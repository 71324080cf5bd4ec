import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { BUILD, type BuildInfo, type DetectionData } from '../build-info.ts';
import type { Results } from '../verdict/results.ts';
import { parseDetectionPage } from './detection-page.ts';

const ROOT = new URL('../../', import.meta.url);
const MEASURED = new URL('docs/detection.md', ROOT);

let known: Results['suite'] | undefined;

/** Name, version and commit of this suite: as its build wrote them, or of the checkout. Read once. */
export function suiteInfo(): Results['suite'] {
  return (known ??= BUILD ? ofBuild(BUILD) : readSuite());
}

/** What `--version` prints. */
export function versionLine(): string {
  const { version, commit, modified } = suiteInfo();
  return commit === null ? version : `${version} (${commit.slice(0, 12)}${modified ? ', modified' : ''})`;
}

/** What the suite was measured to catch and to spare, in one sentence; null where the measurement is not at hand. */
export function detectionSentence(): string | null {
  return detectionData().sentence;
}

/** What the suite was measured to catch: as the build wrote it, or as the page in the checkout has it. */
export function detectionData(): DetectionData {
  if (BUILD) return BUILD.detection;
  if (!existsSync(MEASURED)) return { sentence: null, faults: {}, alone: {} };
  // A piece of a string holds on to all of it, and the page has more than a megabyte.
  return structuredClone(parseDetectionPage(readFileSync(MEASURED, 'utf8')));
}

function readSuite(): Results['suite'] {
  const text = readFileSync(new URL('package.json', ROOT), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version, ...checkout() };
}

function ofBuild({ name, version, commit, modified }: BuildInfo): Results['suite'] {
  return { name, version, commit, ...(modified ? { modified } : {}) };
}

/** The commit of this checkout, and whether its files were changed; in a folder of another repository git would answer with that one's. */
function checkout(): Pick<Results['suite'], 'commit' | 'modified'> {
  if (!existsSync(new URL('.git', ROOT))) return { commit: null };
  try {
    // One process states both. No tag is matched, so that the whole commit is printed.
    const args = ['--no-optional-locks', 'describe', '--always', '--abbrev=40', '--exclude=*', '--dirty=+'];
    const described = execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
    return { commit: described.replace('+', ''), ...(described.endsWith('+') ? { modified: true } : {}) };
  } catch {
    return { commit: null }; // No git, or a repository that it does not trust.
  }
}
