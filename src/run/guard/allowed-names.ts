import { locationsOf } from '../../contract/cases/schema-location.ts';
import { limit } from '../../contract/cases/schema.ts';
import { ID_NAMES, LIST_NAMES } from '../../contract/cases/usual-names.ts';
import { idsPlaceOf, nameOfId, type IdsPlace } from '../../contract/ids-place.ts';
import { otherNamesOf, WRAPPERS } from '../../contract/reroutes.ts';
import type { Operation } from '../../contract/types.ts';
import type { ObserveStep, Vendor } from '../../spec-loader/types.ts';
import { constantsOf, type Constants } from './fixed-values.ts';
import { nodesAt, type JsonNode } from './tolerant-json.ts';

/** What a request may hold besides ids, because the contract and the profile allow it. */
export interface Vocabulary {
  /** Properties of documented bodies, and names by which faulty requests carry ids. */
  readonly names: ReadonlySet<string>;
  /** Names under which a request may carry an id. */
  readonly idNames: readonly string[];
  /** What a valid deletion holds besides its ids. */
  readonly constants: Constants;
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
const CARRIERS: readonly string[] = [...ID_NAMES, ...LIST_NAMES];

/** The members in which a faulty request has it deeper. */
const AROUND: readonly string[] = ['metadata', ...WRAPPERS];

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
  const { job } = profile.deletion;
  const asked = [...create, ...looks, ...(job ? [job] : [])];
  const called = asked.map(({ operation }) => operation);
  const harmless = [...called, ...(cards ? [cards.operation] : [])];
  const idNames = [nameOfId(placeOfIds(vendor)), ...CARRIERS];
  return {
    names: new Set([
      ...operations.flatMap(namesOf),
      ...looks.flatMap(parametersNaming),
      ...Object.keys(profile.deletion.query ?? {}),
      ...idNames,
      ...AROUND,
      ...otherNamesOf(nameOfId(placeOfIds(vendor))),
    ]),
    idNames,
    constants: constantsOf(vendor),
    shortestId: shortestIdOf(vendor),
    segments: new Set(operations.flatMap(({ path }) => path.toLowerCase().split('/'))),
    parameters: parametersOf(asked),
    harmless: new Set(harmless.filter((id) => id !== profile.deletion.operation)),
  };
}

/** Parameters of the path and of the query that hold an id; by these names another request may carry one as well. */
function parametersNaming({ path = {}, query = {} }: Vendor['profile']['users']['observe'][number]): string[] {
  const all = Object.entries({ ...path, ...query });
  return all.filter(([, value]) => value === '{user}').map(([name]) => name);
}

/** All query parameters with which each operation is asked. */
function parametersOf(calls: readonly Pick<ObserveStep, 'operation' | 'query'>[]): Map<string, readonly string[]> {
  const parameters = new Map<string, readonly string[]>();
  for (const { operation, query = {} } of calls)
    parameters.set(operation, [...new Set([...(parameters.get(operation) ?? []), ...Object.keys(query)])]);
  return parameters;
}

function namesOf({ requestBody }: Operation): string[] {
  if (!requestBody) return [];
  return locationsOf(requestBody.schema).flatMap(({ path }) => path.filter((step) => typeof step === 'string'));
}

/** Where the ids of a vendor's deletion are. */
export function placeOfIds({ contract, profile }: Pick<Vendor, 'contract' | 'profile'>): IdsPlace {
  const { deletion } = profile;
  return idsPlaceOf(deletion, contract.operations.get(deletion.operation));
}

/** The elements of the list of ids, or the one body, each with what is in it where an id should. */
export function elementsOfIds(root: JsonNode, place: IdsPlace): { element: JsonNode; id: JsonNode[] }[] {
  if (place.in !== 'body') return [];
  const { array, inElement } = place;
  const lists = array === undefined ? [] : nodesAt(root, array);
  const elements = array === undefined ? [root] : lists.flatMap((one) => (one.kind === 'array' ? one.elements : []));
  return elements.map((element) => ({ element, id: nodesAt(element, inElement) }));
}

function shortestIdOf(vendor: Vendor): number {
  const place = placeOfIds(vendor);
  return place.in === 'body' ? (limit(place.schema, 'minLength') ?? 0) : 0;
}
