import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cassetteName, writeCassettes } from '../../../src/cassette/file.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { record, type Recording } from './run.ts';

/** A cassette that the repository holds. */
export interface Committed extends Recording {
  readonly name: string;
  readonly folder: string;
  readonly selection: string;
}

const folder = (vendor: string): string => fileURLToPath(new URL(vendor, import.meta.url));

/** One of each vendor's sandbox: requirements of every area, few enough to be read. */
export const COMMITTED: readonly Committed[] = [
  {
    name: 'knot',
    folder: folder('knot'),
    selection:
      '/(deleted-user|deletion-|other-(users|client)|unknown-user|(missing|null|number|wildcard).*-id|padded|secret|' +
      'call-without|existence|unusable|second-|simultaneous|recreated|linked|[a-z-]+-contract$)',
    sandbox: (clock) => createKnotSandbox({ clock }),
  },
  {
    name: 'mastercard',
    folder: folder('mastercard'),
    selection:
      '/(deleted-user|deletion-|other-users|unknown-user|missing-ids|wrong-|stale|illegal|same-id-twice|known-and-unknown|' +
      'two-users|simultaneous-deletions-of-one|second-|card-can|user-of-another-issuer|[a-z-]+-contract$)',
    sandbox: (clock) => createMastercardSandbox({ clock }),
  },
];

/** `npm run cassettes`: records them again, after a change of the catalogue. */
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const one of COMMITTED) {
    const { cassette } = await record(one);
    const file = cassetteName(one.name);
    // Written elsewhere first: the repository has no use for the list of written files that comes with it.
    const written = mkdtempSync(join(tmpdir(), 'cassette-'));
    writeCassettes(written, [cassette]);
    copyFileSync(join(written, file), join(one.folder, file));
    rmSync(written, { recursive: true });
    const { size } = statSync(join(one.folder, file));
    console.log(`${file}: ${Object.keys(cassette.verdicts).length} requirements, ${size} bytes.`);
  }
