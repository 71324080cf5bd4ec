import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readBack, type Redacted } from '../evidence/redacted.ts';
import { reserveOutput } from '../output/folder.ts';
import { CASSETTE_OUTPUT } from '../output/kinds.ts';
import { ConfigurationError } from '../errors.ts';
import { CASSETTE_VERSION, type Cassette } from './types.ts';

const SCHEMA = new URL('../../specs/cassette.schema.json', import.meta.url);
const ENDING = '.cassette.json';

/** The file of a vendor's cassette. */
export const cassetteName = (vendor: string): string => `${vendor}${ENDING}`;

/**
 * Writes the cassettes of a run together; earlier ones of the same vendors are replaced.
 * @throws ConfigurationError where they cannot be written, or would replace what is not a cassette of this suite
 */
export function writeCassettes(folder: string, cassettes: readonly Redacted<Cassette>[]): void {
  const contents = Object.fromEntries(cassettes.map((one) => [cassetteName(one.vendor), textOf(one)]));
  reserveOutput(folder, Object.keys(contents), CASSETTE_OUTPUT).write(contents);
}

/**
 * Reads the cassettes of a folder, in the order of their names.
 * @throws ConfigurationError where there is none, or one that is not what it should be
 */
export function readCassettes(folder: string): Redacted<Cassette>[] {
  const cassettes = namesIn(folder).map((name) => read(folder, name));
  if (cassettes.length > 0) return cassettes;
  throw new ConfigurationError(
    `The folder that --replay names holds no cassette (<vendor>${ENDING}): --record makes one.`,
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort();
  } catch {
    throw new ConfigurationError('The folder that --replay names cannot be read: name one that --record has made.');
  }
}

function read(folder: string, name: string): Redacted<Cassette> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError(`The cassette ${name} ${why}: record it again.`);
  }
  const { schemaVersion } = (value ?? {}) as Partial<Cassette>;
  if (schemaVersion !== CASSETTE_VERSION)
    throw new ConfigurationError(`The cassette ${name} was recorded by another version: record it again.`);
  const validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    const where = first ? `${first.instancePath || 'it'} ${first.message ?? ''}` : 'it is not one';
    throw new ConfigurationError(`The cassette ${name} is not a valid one: ${where}. Record it again.`);
  }
  const cassette = readBack(value as Cassette);
  if (name === cassetteName(cassette.vendor)) return cassette;
  throw new ConfigurationError(
    `The cassette ${name} is one of ${JSON.stringify(cassette.vendor)}: name it ${cassetteName(cassette.vendor)}.`,
  );
}

/** An exchange a line, so that two recordings can be compared. */
function textOf({ places, ...facts }: Cassette): string {
  const listed = places.map(({ exchanges, ...place }) => {
    const lines = exchanges.map((exchange) => `\n${JSON.stringify(exchange)}`);
    return `\n${JSON.stringify(place).slice(0, -1)},"exchanges":[${lines.join(',')}]}`;
  });
  return `${JSON.stringify(facts, null, 1).slice(0, -2)},\n "places": [${listed.join(',')}]\n}\n`;
}
