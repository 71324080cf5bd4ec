import { Ajv2020, type ErrorObject, type Options } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { didYouMean, ConfigurationError } from '../errors.ts';

/** A YAML file that knows on which line everything stands. */
export interface YamlFile {
  /** As shown to a reader: relative to the specs folder. */
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
  /** `file:line` of the node at a path. */
  where(path: readonly (string | number)[]): string;
}

/**
 * Reads a YAML 1.2 file.
 * @throws ConfigurationError where it cannot be read or is not YAML, with its line.
 */
export function readYaml(path: string, name: string): YamlFile {
  const text = readText(path, name);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const error = document.errors[0];
  if (error) {
    const line = lines.linePos(error.pos[0]).line;
    throw new ConfigurationError(`${name}:${String(line)}: not valid YAML: ${error.message.split('\n')[0] ?? ''}`);
  }
  const where = (nodePath: readonly (string | number)[]): string =>
    `${name}:${String(lineOf(document, lines, nodePath))}`;
  return { name, text, value: document.toJS({ maxAliasCount: 1000 }) as unknown, where };
}

// The schemas are the suite's own, and its self-tests hold them against JSON Schema: no run has to do that again.
const OWN_SCHEMAS: Options = { meta: false, validateSchema: false, strictRequired: false, strictTypes: false };
const ajv = new Ajv2020({ ...OWN_SCHEMAS, allErrors: true, allowUnionTypes: true });

/**
 * Checks a file against the JSON Schema of its kind; the same schema object is compiled once.
 * @throws ConfigurationError that names every mistake with file, line and the likely typo.
 */
export function validateFile(file: YamlFile, schema: object): void {
  const validate = ajv.compile(schema);
  if (validate(file.value)) return;
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf');
  throw new ConfigurationError(
    [...new Set(errors.map((error) => sentence(file, schema, error)))].slice(0, 10).join('\n'),
  );
}

function sentence(file: YamlFile, schema: object, error: ErrorObject): string {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    const known = propertiesOf(schema);
    return `${file.where([...path, additionalProperty])}: unknown key "${additionalProperty}"${didYouMean(additionalProperty, known)}`;
  }
  if (error.keyword === 'required') {
    const { missingProperty } = error.params as { missingProperty: string };
    return `${file.where(path)}: ${describe(path)} has no "${missingProperty}"`;
  }
  if (error.keyword === 'enum') {
    const { allowedValues } = error.params as { allowedValues: unknown[] };
    return `${file.where(path)}: ${describe(path)} must be one of ${allowedValues.map(String).join(', ')}`;
  }
  return `${file.where(path)}: ${describe(path)} ${error.message ?? 'is not allowed'}`;
}

/** Every property that a schema names, at any depth: what a mistyped key may have been meant to be. */
function propertiesOf(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const own = (schema as { properties?: object }).properties ?? {};
  return [...Object.keys(own), ...Object.values(schema).flatMap(propertiesOf)];
}

function describe(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function pathOf(pointer: string): (string | number)[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/**
 * Reads a file of a vendor.
 * @throws ConfigurationError where it cannot be read
 */
export function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(
      `${name}: cannot be read (${code}). A vendor needs openapi.yaml, errata.yaml, profile.yaml and requirements.yaml.`,
    );
  }
}
