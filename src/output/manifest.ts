import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file in which a folder lists what this suite has written there. */
export const MANIFEST = '.deletion-conformance.json';

const VERSION = 1;

const ABOUT =
  'What deletion-conformance has written to this folder, with the SHA-256 of each file. It replaces these files and no others.';

/**
 * SHA-256 of what was written, in hex, by file name. While a file is being replaced there are two: that of the old
 * content and that of the new one.
 */
export type Manifest = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the manifest of a folder: empty where there is none, undefined where the file of that name is not a manifest.
 */
export function readManifest(dir: string): Manifest | undefined {
  const path = join(dir, MANIFEST);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return new Map();
  if (!stats.isFile()) return undefined;
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The text of a manifest file, in the order of the names. */
export function manifestText(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ about: ABOUT, schemaVersion: VERSION, files }, null, 2)}\n`;
}

/** SHA-256 of a content, in hex. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function parse(text: string): Manifest | undefined {
  const value = JSON.parse(text) as { schemaVersion?: unknown; files?: unknown } | null;
  if (value?.schemaVersion !== VERSION || typeof value.files !== 'object' || value.files === null) return undefined;
  const entries = Object.entries(value.files) as [string, unknown][];
  return entries.every(isEntry) ? new Map(entries) : undefined;
}

function isEntry(entry: [string, unknown]): entry is [string, string[]] {
  return Array.isArray(entry[1]) && entry[1].every((one) => typeof one === 'string' && /^[0-9a-f]{64}$/.test(one));
}
