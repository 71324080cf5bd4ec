import { valueAt } from '../json-pointer.ts';
import type { Dialect, Operation, Schema } from '../types.ts';
import type { Path, SchemaLocation } from './schema-location.ts';
import { holds, locationsOf } from './schema-location.ts';
import { seeded } from '../../random.ts';
import { sample } from './sample.ts';
import { within } from './string-mutation.ts';
import { compile, translated } from '../openapi30.ts';

export interface CaseOptions {
  /** JSON Pointer of the property that holds the id, or of the array of ids; `''` is the body itself. */
  readonly idsAt: string;
  /** Whether `idsAt` names an array of ids. */
  readonly many: boolean;
  /** The run's seed. */
  readonly seed: number;
}

/** What the families of cases stand on: the request schema, its places, and bodies that keep it. */
export interface GenerationContext {
  readonly operation: Operation;
  readonly locations: readonly SchemaLocation[];
  /** The array of ids, and one id in it; undefined where a request names one id. */
  readonly list: { readonly array: SchemaLocation; readonly element: SchemaLocation } | undefined;
  readonly idsPath: Path;
  readonly seed: number;
  /** How many ids a request names unless a case is about their number: one, or as few as the contract allows. */
  readonly usualIds: number;
  readonly keepsContract: (body: unknown) => boolean;
  /**
   * A body made from the schema that names so many ids and, their number apart, keeps the contract; undefined where
   * none could be made.
   */
  readonly model: (ids: number) => unknown;
  /** The ids that a body names. */
  readonly idsOf: (body: unknown) => readonly unknown[];
}

function placeOfIds(
  locations: readonly SchemaLocation[],
  { idsAt, many }: CaseOptions,
  operation: Operation,
): SchemaLocation {
  const found = locations.find((location) => location.pointer === idsAt);
  if (!found || (many && !locations.some((location) => location.pointer === `${idsAt}/-`))) {
    const known = locations.map((location) => location.pointer || "''").join(', ');
    throw new Error(
      `No ${many ? 'array of ids' : 'id'} at "${idsAt}" in the request schema of ${operation.id}; ` +
        `its places are ${known}. Correct the pointer in profile.yaml, or the schema in openapi.yaml.`,
    );
  }
  return found;
}

/**
 * Surveys an operation's request schema.
 * @throws Error where `idsAt` names no place of it, or the schema cannot be compiled.
 */
export function analyzeSchema(
  operation: Operation,
  published: Schema,
  dialect: Dialect,
  options: CaseOptions,
): GenerationContext {
  const schema = translated(published, dialect);
  const locations = locationsOf(schema);
  const home = placeOfIds(locations, options, operation);
  const element = locations.find((location) => location.pointer === `${options.idsAt}/-`);
  const keepsContract = compile(schema, dialect);
  const count = (ids: number) => (pointer: string) => (options.many && pointer === home.pointer ? ids : undefined);
  const usualIds = options.many ? within(home.schema, 'Items', 1) : 1;
  const make = (ids: number, optional: boolean): unknown =>
    sample(schema, { random: seeded(options.seed, `model ${String(ids)}`), optional, count: count(ids) });
  // All properties if that keeps the contract, so that each can be broken; else only those that must be there.
  const optional = [true, false].find((all) => keepsContract(make(usualIds, all)));
  const models = new Map<number, unknown>();
  const model = (ids: number): unknown => {
    if (optional !== undefined && !models.has(ids)) models.set(ids, make(ids, optional));
    return models.get(ids);
  };
  return {
    operation,
    locations,
    list: options.many && element ? { array: home, element } : undefined,
    idsPath: home.path,
    seed: options.seed,
    usualIds,
    keepsContract,
    model,
    idsOf: (body) => [valueAt(body, options.idsAt)].flat().filter((id) => id !== undefined),
  };
}

/** Whether a place of the body is, or holds, all the ids. */
export function holdsIds(context: GenerationContext, location: SchemaLocation): boolean {
  return holds(location.path, context.idsPath);
}
