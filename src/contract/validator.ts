import { Ajv } from 'ajv';
import type { ErrorObject, Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { mapSubschemas, schemasWithin } from './subschemas.ts';
import type { Dialect, Schema } from './types.ts';

/** One way in which a value breaks a schema. It names the location and the rule, never the value there. */
export interface SchemaError {
  /** JSON Pointer (RFC 6901) into the value. */
  readonly path: string;
  /** `must …`, as ajv words it. */
  readonly message: string;
}

/** Answers every way in which a value breaks one schema, twenty at most; an empty list where it breaks none. */
export type Validator = (value: unknown) => SchemaError[];

/** What a reader is shown at most, and what is looked at to find it: a body of ten thousand bad ids needs no more. */
const MOST_SHOWN = 20;
const MOST_READ = 1000;

/**
 * Strict, so that a misspelt keyword in a contract is found rather than ignored. Three of strict mode's rules are style,
 * not spelling, and ordinary published schemas break them. `verbose` stays off: it copies the offending value into the
 * error.
 */
const OPTIONS: Options = {
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allErrors: true,
  verbose: false,
};

/** What OpenAPI adds to JSON Schema. All of it annotates; nothing of it constrains. */
const ANNOTATIONS = ['discriminator', 'example', 'externalDocs', 'xml'];

/** `requirement`: the schemas of requirements and checks. */
type Reading = Dialect | 'requirement';

const engines = new Map<Reading, Ajv>();
const compiled: Readonly<Record<Reading, WeakMap<Schema, Validator>>> = {
  '3.0': new WeakMap(),
  '3.1': new WeakMap(),
  requirement: new WeakMap(),
};

/**
 * Makes a validator of a dereferenced schema; the same schema object gives the same validator.
 * @param dialect `3.1` reads JSON Schema 2020-12, `3.0` the Schema Object of OpenAPI 3.0 (`nullable`, boolean
 * `exclusiveMinimum`, patterns of ECMA-262 5.1).
 * @throws Error where the schema itself is wrong: an unknown keyword, an invalid pattern.
 */
export function compileSchema(schema: Schema, dialect: Dialect): Validator {
  return once(schema, dialect, () => {
    const engine = engineOf(dialect);
    registerExtensions(engine, schema);
    return compile(dialect === '3.0' ? toJsonSchema(schema) : schema, engine, `OpenAPI ${dialect}`);
  });
}

/**
 * As {@link compileSchema}, for the small JSON Schemas (2020-12) of requirements and checks. They are not compared with the
 * meta-schema, which takes longer than all of them together: strict mode finds a misspelt keyword and a value of the
 * wrong type as well.
 */
export function compileExpectedSchema(schema: Schema): Validator {
  return once(schema, 'requirement', () => compile(schema, engineOf('requirement'), 'JSON Schema'));
}

function once(schema: Schema, reading: Reading, make: () => Validator): Validator {
  const validator = compiled[reading].get(schema) ?? make();
  compiled[reading].set(schema, validator);
  return validator;
}

function compile(schema: Schema, engine: Ajv, name: string): Validator {
  try {
    const validate = engine.compile(schema);
    return (value) => (validate(value) ? [] : describe(validate.errors ?? []));
  } catch (error) {
    throw new Error(`not a schema of ${name}: ${(error as Error).message}`, { cause: error });
  }
}

function engineOf(reading: Reading): Ajv {
  const known = engines.get(reading);
  if (known) return known;
  const engine = newEngine(reading);
  formats.default(engine);
  engine.addVocabulary(ANNOTATIONS);
  engines.set(reading, engine);
  return engine;
}

function newEngine(reading: Reading): Ajv {
  // OpenAPI 3.0 patterns follow ECMA-262 5.1, which had no Unicode mode; in that mode a harmless `\_` is an error.
  if (reading === '3.0') return new Ajv({ ...OPTIONS, unicodeRegExp: false });
  const engine = new Ajv2020(reading === 'requirement' ? { ...OPTIONS, meta: false, validateSchema: false } : OPTIONS);
  // JSON Schema 2020-12 has no such word, but ajv would obey it and let null pass.
  return engine.removeKeyword('nullable');
}

/** Strict mode knows no `x-…` properties and no formats but its own; both specifications allow any. */
function registerExtensions(engine: Ajv, schema: Schema): void {
  for (const inner of schemasWithin(schema)) {
    for (const name of Object.keys(inner))
      if (name.startsWith('x-') && !engine.RULES.keywords[name]) engine.addKeyword(name);
    const { format } = inner;
    if (typeof format === 'string') engine.formats[format] ??= true;
  }
}

/** Where OpenAPI 3.0 and JSON Schema differ in meaning: `nullable`, and bounds that are exclusive by a flag. */
function toJsonSchema(schema: Schema): Schema {
  const result: Record<string, unknown> = { ...mapSubschemas(schema, toJsonSchema) };
  if (typeof result['nullable'] === 'boolean') {
    // It widens the `type` next to it and nothing else (OpenAPI 3.0.3, Schema Object).
    if (result['nullable'] && typeof result['type'] === 'string') result['type'] = [result['type'], 'null'];
    delete result['nullable'];
  }
  exclude(result, 'minimum', 'exclusiveMinimum');
  exclude(result, 'maximum', 'exclusiveMaximum');
  return result;
}

function exclude(schema: Record<string, unknown>, bound: string, flag: string): void {
  const exclusive = schema[flag];
  if (typeof exclusive !== 'boolean') return;
  delete schema[flag];
  if (!exclusive || schema[bound] === undefined) return;
  schema[flag] = schema[bound];
  delete schema[bound];
}

function describe(all: readonly ErrorObject[]): SchemaError[] {
  const errors = deepest(withoutForeignBranches(all.slice(0, MOST_READ)));
  const distinct = new Map<string, SchemaError>();
  for (const { instancePath, message = 'must be valid' } of errors) {
    distinct.set(`${instancePath} ${message}`, { path: instancePath, message });
  }
  return [...distinct.values()].slice(0, MOST_SHOWN);
}

/**
 * Leaves out the errors of those alternatives of an `anyOf` or `oneOf` that a fixed value at its top rules out ("is not
 * the gateway's error"), as long as another one remains: they state what the value is not meant to be.
 */
function withoutForeignBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const foreign = new Set<ErrorObject>();
  for (const choice of errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')) {
    const branches = branchesOf(choice, errors);
    const ruledOut = branches.filter((branch) => branch.some((error) => fixes(error, choice)));
    if (ruledOut.length < branches.length) ruledOut.flat().forEach((error) => foreign.add(error));
  }
  return errors.filter((error) => !foreign.has(error));
}

/** The errors of a choice, one list for each alternative that failed. */
function branchesOf(choice: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[][] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors.filter((candidate) => isWithin(candidate, choice))) {
    const index = error.schemaPath
      .slice(choice.schemaPath.length + 1)
      .split('/', 1)
      .join();
    branches.set(index, [...(branches.get(index) ?? []), error]);
  }
  return [...branches.values()];
}

function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  const { schemaPath, instancePath } = error;
  return schemaPath.startsWith(`${choice.schemaPath}/`) && `${instancePath}/`.startsWith(`${choice.instancePath}/`);
}

function fixes({ keyword, instancePath }: ErrorObject, choice: ErrorObject): boolean {
  const below = instancePath.slice(choice.instancePath.length);
  return ['const', 'enum', 'not'].includes(keyword) && below.lastIndexOf('/') <= 0;
}

/** Leaves out what only repeats, further up, that something further down is wrong. Properties are compared, not letters. */
function deepest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const above = new Set(errors.flatMap((error) => ancestors(locationOf(error))));
  return errors.filter((error) => !above.has(locationOf(error)));
}

/** Where the fault is. For a property that is missing or too much that is the property, not the object around it. */
function locationOf({ instancePath, params }: ErrorObject): string {
  const property: unknown = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof property === 'string' ? `${instancePath}/${escapeProperty(property)}` : instancePath;
}

function escapeProperty(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function ancestors(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}
