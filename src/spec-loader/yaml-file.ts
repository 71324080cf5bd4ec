import { Ajv2020, type ErrorObject, type Options } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { valueAt } from '../contract/json-pointer.ts';
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
  return { name, text, value: withAliases(document, name), where };
}

/**
 * The value of a YAML document with its aliases written out.
 * @throws ConfigurationError where they represent more than anybody writes: such a document is made to fill the memory
 */
export function withAliases(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new ConfigurationError(`${name}: its aliases (*name) repeat too much: write out what they refer to.`);
  }
}

// The schemas are the suite's own, and its self-tests validate them against JSON Schema: no run has to do that again.
const OWN_SCHEMAS: Options = { meta: false, validateSchema: false, strictRequired: false, strictTypes: false };
/** As much of our own schemas as leads to the keys of an object. */
interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  readonly const?: unknown;
}

const ajv = new Ajv2020({ ...OWN_SCHEMAS, allErrors: true, allowUnionTypes: true });

/**
 * Checks a file against the JSON Schema of its kind; the same schema object is compiled once.
 * @throws ConfigurationError that names every mistake with file, line and the likely typo.
 */
export function validateFile(file: YamlFile, schema: object): void {
  const validate = ajv.compile(schema);
  if (validate(file.value)) return;
  const errors = validate.errors ?? [];
  const shown = errors.filter(
    (error) => error.keyword !== 'if' && error.keyword !== 'anyOf' && !isOtherChoice(error, errors),
  );
  throw new ConfigurationError(
    [...new Set(shown.map((error) => sentence(file, schema, error)))].slice(0, 10).join('\n'),
  );
}

/** Whether an error is that the value is of no other type that is allowed: the one that was meant has its own error. */
function isOtherChoice({ keyword, instancePath }: ErrorObject, all: readonly ErrorObject[]): boolean {
  const isChoice = all.some((one) => one.keyword === 'anyOf' && one.instancePath === instancePath);
  return keyword === 'type' && isChoice && all.some((one) => isInside(one, instancePath));
}

function isInside({ keyword, instancePath }: ErrorObject, outer: string): boolean {
  return !['type', 'anyOf'].includes(keyword) && `${instancePath}/`.startsWith(`${outer}/`);
}

function sentence(file: YamlFile, schema: object, error: ErrorObject): string {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    const known = [...new Set(propertiesAt(schema, path, file.value))];
    // An entry of a list has its line, and no name.
    const place = path.every((one) => /^\d+$/.test(String(one))) ? '' : ` in ${describe(file, path)}`;
    return `${file.where([...path, additionalProperty])}: unknown key "${additionalProperty}"${place} (allowed: ${known.join(', ')})${didYouMean(additionalProperty, known)}`;
  }
  if (error.keyword === 'required') {
    const { missingProperty } = error.params as { missingProperty: string };
    return `${file.where(path)}: ${describe(file, path)} has no "${missingProperty}"`;
  }
  if (error.keyword === 'enum') {
    const allowed = (error.params as { allowedValues: unknown[] }).allowedValues.map(String);
    const given: unknown = valueAt(file.value, error.instancePath);
    const meant = typeof given === 'string' ? didYouMean(given, allowed) : '';
    return `${file.where(path)}: ${describe(file, path)} must be one of ${allowed.join(', ')}${meant}`;
  }
  return `${file.where(path)}: ${describe(file, path)} ${error.message ?? 'is not allowed'}`;
}

/** The keys that the schema allows at a place of a value; what goes by another key, as the section of a scheme does, included. */
function propertiesAt(schema: object, path: readonly (string | number)[], whole: unknown): string[] {
  const resolved = (node: SchemaNode | undefined, value: unknown): SchemaNode[] => {
    if (node === undefined) return [];
    const { $ref, anyOf = [], allOf = [] } = node;
    const named = $ref === undefined ? [] : [(schema as SchemaNode).$defs?.[$ref.replace('#/$defs/', '')]];
    const chosen = allOf.filter((one) => one.if === undefined || isMet(one.if, value)).map((one) => one.then ?? one);
    return [node, ...[...named, ...anyOf, ...chosen].flatMap((one) => resolved(one, value))];
  };
  let value = whole;
  const places = path.reduce<SchemaNode[]>(
    (nodes, step) => {
      value = (value as Readonly<Record<string, unknown>> | undefined)?.[step];
      return nodes.flatMap((node) => {
        const further = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
        return resolved(typeof step === 'number' ? node.items : (node.properties?.[step] ?? further), value);
      });
    },
    resolved(schema, whole),
  );
  return places.flatMap(({ properties = {} }) => Object.keys(properties));
}

/** Whether a value has the constants that a condition of a schema names. */
function isMet({ properties = {} }: SchemaNode, value: unknown): boolean {
  const own = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(properties).every(([name, { const: wanted }]) => wanted === undefined || own[name] === wanted);
}

/** What a place is called: what has an id by its id. */
function describe({ value }: YamlFile, path: readonly (string | number)[]): string {
  const [list, index, ...rest] = path;
  if (list === undefined) return 'the file';
  const entry = (value as Record<string, unknown>)[list];
  const id: unknown =
    Array.isArray(entry) && typeof index === 'number' ? (entry[index] as { id?: unknown } | null)?.id : undefined;
  return typeof id === 'string' ? [id, ...rest].join('.') : path.join('.');
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
