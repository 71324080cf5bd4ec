import { locationsOf } from '../../contract/cases/schema-location.ts';
import { limit } from '../../contract/cases/schema.ts';
import type { Operation } from '../../contract/types.ts';
import { deletionRequest } from '../../users/operation-requests.ts';
import type { ObserveStep, Vendor } from '../../spec-loader/types.ts';
import { leavesOf, nodesAt, readTolerantly } from './tolerant-json.ts';

/** What a request may hold besides ids, because the contract and the profile say so. */
export interface Vocabulary {
  /** Properties of documented bodies, and names by which faulty requests carry ids. */
  readonly names: ReadonlySet<string>;
  /** Values of a valid deletion that stand beside its ids. */
  readonly values: ReadonlySet<string | number | boolean | null>;
  /** Fewest characters of an id by the contract: a shorter text is nobody's. */
  readonly shortestId: number;
  /** Segments of documented paths, in small letters. */
  readonly segments: ReadonlySet<string>;
  /** Names of query parameters of the calls that observe, by operation. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** Operations that delete nobody: those with which the profile creates or reads users. */
  readonly harmless: ReadonlySet<string>;
}

/** Property names under which faulty requests put an id inside an object. */
const CARRIERS: readonly string[] = ['id', 'ids'];

const known = new WeakMap<Vendor, Vocabulary>();

/** The vocabulary of a vendor; made once. */
export function vocabularyOf(vendor: Vendor): Vocabulary {
  const made = known.get(vendor) ?? make(vendor);
  known.set(vendor, made);
  return made;
}

function make(vendor: Vendor): Vocabulary {
  const { contract, profile } = vendor;
  const operations = [...contract.operations.values()];
  const { create, observe, reads = [], cards } = profile.users;
  const looks = [...observe, ...reads];
  const called = [...create, ...looks].map(({ operation }) => operation);
  const harmless = [...called, ...(cards ? [cards.operation] : [])];
  return {
    names: new Set([...operations.flatMap(namesOf), ...observe.flatMap(parametersNaming), ...CARRIERS]),
    values: besideIds(vendor),
    shortestId: shortestIdOf(vendor),
    segments: new Set(operations.flatMap(({ path }) => path.toLowerCase().split('/'))),
    parameters: parametersOf(looks),
    harmless: new Set(harmless.filter((id) => id !== profile.deletion.operation)),
  };
}

/** Parameters of the path and of the query that hold an id; by these names another request may carry one as well. */
function parametersNaming({ path = {}, query = {} }: Vendor['profile']['users']['observe'][number]): string[] {
  const all = Object.entries({ ...path, ...query });
  return all.filter(([, value]) => value === '{user}').map(([name]) => name);
}

/** All query parameters with which each operation is asked. */
function parametersOf(looks: readonly ObserveStep[]): Map<string, readonly string[]> {
  const parameters = new Map<string, readonly string[]>();
  for (const { operation, query = {} } of looks)
    parameters.set(operation, [...new Set([...(parameters.get(operation) ?? []), ...Object.keys(query)])]);
  return parameters;
}

function namesOf({ requestBody }: Operation): string[] {
  if (!requestBody) return [];
  return locationsOf(requestBody.schema).flatMap(({ path }) => path.filter((step) => typeof step === 'string'));
}

function besideIds(vendor: Vendor): Set<string | number | boolean | null> {
  const { ids } = vendor.profile.deletion;
  const [root] = readTolerantly(String(deletionRequest(vendor, ['']).body ?? '')).roots;
  if (!root) return new Set();
  const named = new Set(nodesAt(root, ids).flatMap((node) => leavesOf(node).scalars));
  return new Set(leavesOf(root).scalars.filter((value) => !named.has(value)));
}

function shortestIdOf({ contract, profile }: Vendor): number {
  const { operation, ids, many } = profile.deletion;
  const { requestBody } = contract.operations.get(operation) ?? {};
  if (!requestBody) return 0;
  const place = locationsOf(requestBody.schema).find(({ pointer }) => pointer === (many ? `${ids}/-` : ids));
  return (place && limit(place.schema, 'minLength')) ?? 0;
}
