import { idsIn, idsPlaceOf, type IdsAt, type IdsPlace } from '../ids-place.ts';
import type { Dialect, Operation, Schema } from '../types.ts';
import type { Path, SchemaLocation } from './schema-location.ts';
import { holds, locationsOf } from './schema-location.ts';
import { seeded } from '../../random.ts';
import { sample } from './sample.ts';
import { within } from './string-mutation.ts';
import { compile, translated } from '../openapi30.ts';

export interface CaseOptions {
  /** Where the ids are: a JSON Pointer into the body, `''` being the body itself, or a parameter. */
  readonly idsAt: IdsAt;
  /** Whether a request may name several ids. */
  readonly many: boolean;
  /** The run's seed. */
  readonly seed: number;
}

/** What the families of cases are generated from: the request schema, its places, and bodies that conform to it. */
export interface GenerationContext {
  readonly operation: Operation;
  readonly locations: readonly SchemaLocation[];
  /** The array of ids, and one element of it; undefined where a request names one id. */
  readonly list: { readonly array: SchemaLocation; readonly element: SchemaLocation } | undefined;
  /** One id. */
  readonly id: SchemaLocation;
  /** What holds all ids: the array, or the one id. */
  readonly idsPath: Path;
  readonly seed: number;
  /** How many ids a request names unless a case is about their number: one, or as few as the contract allows. */
  readonly usualIds: number;
  readonly keepsContract: (body: unknown) => boolean;
  /**
   * A body made from the schema that names this many ids and, their number apart, conforms to the contract; undefined where
   * none could be made.
   */
  readonly model: (ids: number) => unknown;
  /** The ids that a body names. */
  readonly idsOf: (body: unknown) => readonly unknown[];
}

function locationsOfIds(
  locations: readonly SchemaLocation[],
  place: IdsPlace,
  { idsAt, many }: CaseOptions,
  operation: Operation,
): Pick<GenerationContext, 'id' | 'list'> {
  const at = (pointer: string | undefined) => locations.find((location) => location.pointer === pointer);
  const id = place.in === 'body' ? at(place.pointer) : undefined;
  const [array, element] = place.in === 'body' ? [at(place.array), at(`${place.array ?? ''}/-`)] : [];
  if (!id || (many && (!array || !element))) {
    const known = locations.map((location) => location.pointer || "''").join(', ');
    throw new Error(
      `No ${many ? 'array of ids' : 'id'} at "${typeof idsAt === 'string' ? idsAt : JSON.stringify(idsAt)}" in the request schema of ${operation.id}; ` +
        `its places are ${known}. Correct the pointer in profile.yaml, or the schema in openapi.yaml.`,
    );
  }
  return { id, list: many && array && element ? { array, element } : undefined };
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
  const place = idsPlaceOf({ ids: options.idsAt, many: options.many }, operation);
  const { id, list } = locationsOfIds(locations, place, options, operation);
  const home = list?.array ?? id;
  const keepsContract = compile(schema, dialect);
  const count = (ids: number) => (pointer: string) => (options.many && pointer === home.pointer ? ids : undefined);
  const usualIds = options.many ? within(home.schema, 'Items', 1) : 1;
  const make = (ids: number, optional: boolean): unknown =>
    sample(schema, { random: seeded(options.seed, `model ${String(ids)}`), optional, count: count(ids) });
  // All properties if that conforms to the contract, so that each can be broken; else only those that must be there.
  const optional = [true, false].find((all) => keepsContract(make(usualIds, all)));
  const models = new Map<number, unknown>();
  const model = (ids: number): unknown => {
    if (optional !== undefined && !models.has(ids)) models.set(ids, make(ids, optional));
    return models.get(ids);
  };
  return {
    operation,
    locations,
    list,
    id,
    idsPath: home.path,
    seed: options.seed,
    usualIds,
    keepsContract,
    model,
    idsOf: (body) => idsIn(body, place),
  };
}

/** Whether a place of the body is, or holds, all the ids. */
export function holdsIds(context: GenerationContext, location: SchemaLocation): boolean {
  return holds(location.path, context.idsPath);
}
