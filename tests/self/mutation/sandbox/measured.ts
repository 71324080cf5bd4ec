import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Status } from './types.ts';

/** What was made of each mutant, by the hash of its diff. */
export type Measured = Readonly<Record<string, { readonly status: Status; readonly by?: string }>>;

/** Where that is kept. */
const MEASURED = fileURLToPath(new URL('./measured.json', import.meta.url));

/** What was measured so far; nothing where there is no file. */
export function readMeasured(): Measured {
  return existsSync(MEASURED) ? (JSON.parse(readFileSync(MEASURED, 'utf8')) as Measured) : {};
}

/** Writes it, a line a mutant, so that two measurements are easily compared. */
export function writeMeasured(measured: Measured): void {
  const lines = Object.entries(measured)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([hash, { status, by }]) =>
        `  "${hash}": { "status": "${status}"${by === undefined ? '' : `, "by": ${JSON.stringify(by)}`} }`,
    );
  writeFileSync(MEASURED, `{\n${lines.join(',\n')}\n}\n`);
}

/** Formats the file as every other one, once all are written. */
export async function formatMeasured(): Promise<void> {
  const config = await resolveConfig(MEASURED);
  writeFileSync(MEASURED, await format(readFileSync(MEASURED, 'utf8'), { ...config, filepath: MEASURED }));
}
