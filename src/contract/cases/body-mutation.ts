import type { Ground } from './generation-context.ts';
import type { Place } from './schema-location.ts';
import { read, write } from './schema-location.ts';
import type { Random } from '../../random.ts';
import { seeded } from '../../random.ts';
import type { DraftRequest, RequestCase } from './types.ts';
import { parsed, withJson } from './draft-request.ts';

/** A change at one place of a JSON body. */
export interface Fault {
  readonly name: string;
  readonly description: string;
  readonly place: Place;
  /** What the case is meant to be; where the schema disagrees there is no such case. Absent: the schema decides. */
  readonly expect?: 'valid' | 'broken';
  /** How many ids the draft carries; default {@link Ground.usualIds}. */
  readonly ids?: number;
  /**
   * Makes the new value from the one that stands there (`REMOVED`: none shall).
   * @returns undefined where this value does not lend itself to it.
   */
  edit(value: unknown, hand: Hand): unknown;
}

/** What an edit may use besides the value itself. */
export interface Hand {
  /** The ids of the request. */
  readonly ids: readonly unknown[];
  /** The case's own stream. */
  readonly random: Random;
}

/** `<family>:<pointer>`; the body as a whole has no pointer to show. */
export function named(family: string, place: Place): string {
  return place.pointer === '' ? family : `${family}:${place.pointer}`;
}

/** A place as a reader calls it. */
export function called(place: Place): string {
  if (place.kind === 'root') return 'the body';
  return place.kind === 'element'
    ? `an element of ${place.pointer.slice(0, -2) || 'the array'}`
    : place.pointer.slice(1);
}

/**
 * Makes the case of a fault, or none where it would not be what it says: the fault is tried on a model body, and ajv
 * tells whether that keeps the contract. A draft whose own value leads elsewhere (a padded id that happens to fit) gets
 * the model's value instead, at worst the model itself, so that `valid` is true of every request that is made.
 */
export function caseOf(ground: Ground, fault: Fault): RequestCase[] {
  const { place, name, description } = fault;
  const ids = fault.ids ?? ground.usualIds;
  const model = ground.model(ids);
  const own = model === undefined ? undefined : read(model, place.path);
  if (own === undefined) return [];
  const edit = (body: unknown): unknown => {
    const value = read(body, place.path) ?? own;
    return fault.edit(value, { ids: ground.idsOf(body), random: seeded(ground.seed, name) });
  };
  const put = (body: unknown, value: unknown): unknown => write(body, place.path, value, model);
  const proven = edit(model);
  if (proven === undefined) return [];
  const valid = ground.keepsContract(put(model, proven));
  if (fault.expect !== undefined && valid !== (fault.expect === 'valid')) return [];
  const apply = (draft: DraftRequest): DraftRequest => {
    const body = parsed(draft);
    const bodies = [put(body, edit(body) ?? proven), put(body, proven), put(model, proven)];
    return withJson(
      draft,
      bodies.find((each) => ground.keepsContract(each) === valid),
    );
  };
  return [{ name, description, valid, ids, apply }];
}
