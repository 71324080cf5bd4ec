import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readBack, type Redacted } from '../../evidence/redacted.ts';
import { Problem } from '../../vendor/problem.ts';
import type { Cassette } from './types.ts';

const SCHEMA = new URL('../../../specs/cassette.schema.json', import.meta.url);
const ENDING = '.cassette.json';

/**
 * Writes the cassette of one vendor; an earlier one of the same vendor goes.
 * @returns the name of the file
 * @throws Problem where it cannot be written
 */
export function writeCassette(folder: string, cassette: Redacted<Cassette>): string {
  const name = `${cassette.vendor}${ENDING}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), textOf(cassette));
  } catch {
    throw new Problem('The folder that --record names cannot be written: name another.');
  }
  return name;
}

/**
 * Reads the cassettes of a folder, in the order of their names.
 * @throws Problem where there is none, or one that is not what it should be
 */
export function readCassettes(folder: string): Redacted<Cassette>[] {
  const cassettes = namesIn(folder).map((name) => read(folder, name));
  if (cassettes.length > 0) return cassettes;
  throw new Problem(`The folder that --replay names holds no cassette (<vendor>${ENDING}): --record makes one.`);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort();
  } catch {
    throw new Problem('The folder that --replay names cannot be read: name one that --record has made.');
  }
}

function read(folder: string, name: string): Redacted<Cassette> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new Problem(`The cassette ${name} ${why}: record it again.`);
  }
  const validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    const where = first ? `${first.instancePath || 'it'} ${first.message ?? ''}` : 'it is not one';
    throw new Problem(`The cassette ${name} is none of this version of the suite: ${where}. Record it again.`);
  }
  const cassette = readBack(value as Cassette);
  if (name === `${cassette.vendor}${ENDING}`) return cassette;
  throw new Problem(
    `The cassette ${name} is one of ${JSON.stringify(cassette.vendor)}: name it ${cassette.vendor}${ENDING}.`,
  );
}

/** An exchange a line, so that two recordings can be compared. */
function textOf({ parts, ...facts }: Cassette): string {
  const listed = parts.map(({ exchanges, ...part }) => {
    const lines = exchanges.map((exchange) => `\n${JSON.stringify(exchange)}`);
    return `\n${JSON.stringify(part).slice(0, -1)},"exchanges":[${lines.join(',')}]}`;
  });
  return `${JSON.stringify(facts, null, 1).slice(0, -2)},\n "parts": [${listed.join(',')}]\n}\n`;
}
