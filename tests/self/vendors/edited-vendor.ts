import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadOne } from '../../../src/run/load-vendors.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';

const SPECS = fileURLToPath(new URL('specs', import.meta.url));

/** One passage of a vendor's file, and what stands there instead. */
export interface Edit {
  readonly vendor: string;
  readonly file: string;
  readonly passage: string;
  readonly replacement: string;
}

/**
 * Line of the first place of a text in a fictional vendor's file, after an edit.
 * @throws Error where it does not occur there
 */
export function lineOf(edit: Edit, text = edit.replacement): number {
  const edited = editedText(edit);
  const at = edited.indexOf(text, text === edit.replacement ? edited.indexOf(edit.replacement) : 0);
  if (at < 0) throw new Error(`${edit.file} does not hold "${text}"`);
  return edited.slice(0, at).split('\n').length;
}

/** Loads a fictional vendor with passages exchanged, from a folder of its own that is gone afterwards. */
export async function loadEdited(...edits: readonly [Edit, ...Edit[]]): Promise<Vendor> {
  const [{ vendor }] = edits;
  const directory = mkdtempSync(join(tmpdir(), 'edited-vendor-'));
  try {
    cpSync(join(SPECS, vendor), join(directory, vendor), { recursive: true });
    for (const edit of edits) writeFileSync(join(directory, vendor, edit.file), editedText(edit, directory));
    return await loadOne(directory, vendor, 1);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @throws Error where the passage does not occur: an edit that changes nothing proves nothing. */
function editedText({ vendor, file, passage, replacement }: Edit, folder = SPECS): string {
  const text = readFileSync(join(folder, vendor, file), 'utf8');
  if (!text.includes(passage)) throw new Error(`${vendor}/${file} does not hold "${passage}"`);
  return text.replace(passage, () => replacement);
}
