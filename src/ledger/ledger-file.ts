import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { LEDGER_OUTPUT } from '../output/kinds.ts';
import { checkFile, writeFile } from '../output/single-file.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { ConfigurationError } from '../errors.ts';
import { EMPTY, type Ledger } from './ledger.ts';

const SCHEMA = new URL('../../specs/ledger.schema.json', import.meta.url);

/** It names users: nobody else on the machine needs to read it. */
const MODE = 0o600;

/**
 * Reads a ledger; an empty one where the file is not there yet.
 * @param option by which the operator named it
 * @throws ConfigurationError where it cannot be read or is no ledger, or where it could not be written afterwards
 */
export function readLedger(path: string, option = '--ledger'): Ledger {
  checkFile(path, { ...LEDGER_OUTPUT, option });
  if (!existsSync(path)) return EMPTY;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError(
      `The file in ${option} ${why}: it is cut off or not a ledger. Restore it, or give another.`,
    );
  }
  const validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  if (validate(value)) return value as Ledger;
  const [first] = validate.errors ?? [];
  const where = first ? `${first.instancePath || 'it'} ${first.message ?? ''}` : 'it is not one';
  throw new ConfigurationError(`The file in ${option} is not a ledger of this suite: ${where}.`);
}

/**
 * Writes a ledger as a whole: an interrupted write leaves the old one.
 * @throws ConfigurationError where it cannot be written
 */
export function writeLedger(path: string, ledger: Redacted<Ledger>, option = '--ledger'): void {
  writeFile(path, `${JSON.stringify(ledger, null, 2)}\n`, MODE, { ...LEDGER_OUTPUT, option });
}
