import { readFileSync } from 'node:fs';

const MEASURED = new URL('../../docs/detection.md', import.meta.url);

/** What the suite was measured to catch and to spare, in one sentence; null where the measurement is not at hand. */
export function detection(): string | null {
  try {
    return /^This suite's checks catch .*$/m.exec(readFileSync(MEASURED, 'utf8'))?.[0] ?? null;
  } catch {
    return null;
  }
}
