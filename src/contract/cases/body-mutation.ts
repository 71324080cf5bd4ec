import type { GenerationContext } from './generation-context.ts';
import type { SchemaLocation } from './schema-location.ts';
import { read, write } from './schema-location.ts';
import type { Random } from '../../random.ts';
import { seeded } from '../../random.ts';
import type { UnsignedRequest, RequestCase } from './types.ts';
import { parsed, withJson } from './draft-request.ts';

/** A change at one place of a JSON body. */
export interface Fault {
  readonly name: string;
  readonly description: string;
  readonly location: SchemaLocation;
  /** What the case is meant to be; where the schema disagrees there is no such case. Absent: the schema decides. */
  readonly expect?: 'valid' | 'broken';
  /** How many ids the draft carries; default {@link GenerationContext.usualIds}. */
  readonly ids?: number;
  /**
   * Makes the new value from the one that is there (`REMOVED`: none shall).
   * @returns undefined where this value does not lend itself to it.
   */
  edit(value: unknown, context: EditContext): unknown;
}

/** What an edit may use besides the value itself. */
export interface EditContext {
  /** The ids of the request. */
  readonly ids: readonly unknown[];
  /** The case's own stream. */
  readonly random: Random;
}

/** `<family>:<pointer>`; the body as a whole has no pointer to show. */
export function named(family: string, location: SchemaLocation): string {
  return location.pointer === '' ? family : `${family}:${location.pointer}`;
}

/** A place as a reader calls it. */
export function describe(location: SchemaLocation): string {
  if (location.kind === 'root') return 'the body';
  return location.kind === 'element'
    ? `an element of ${location.pointer.slice(0, -2) || 'the array'}`
    : location.pointer.slice(1);
}

/**
 * Makes the case of a fault, or none where it would not be what it states: the fault is tried on a model body, and ajv
 * shows whether that conforms to the contract. A draft whose own value leads elsewhere (a padded id that happens to fit) gets
 * the model's value instead, at worst the model itself, so that `valid` is true of every request that is made.
 */
export function caseOf(context: GenerationContext, fault: Fault): RequestCase[] {
  const { location, name, description } = fault;
  const ids = fault.ids ?? context.usualIds;
  const model = context.model(ids);
  const own = model === undefined ? undefined : read(model, location.path);
  if (own === undefined) return [];
  const edit = (body: unknown): unknown => {
    const value = read(body, location.path) ?? own;
    return fault.edit(value, { ids: context.idsOf(body), random: seeded(context.seed, name) });
  };
  const put = (body: unknown, value: unknown): unknown => write(body, location.path, value, model);
  const proven = edit(model);
  if (proven === undefined) return [];
  const conforms = context.keepsContract(put(model, proven));
  if (fault.expect !== undefined && conforms !== (fault.expect === 'valid')) return [];
  const apply = (draft: UnsignedRequest): UnsignedRequest => {
    const body = parsed(draft);
    const bodies = [put(body, edit(body) ?? proven), put(body, proven), put(model, proven)];
    return withJson(
      draft,
      bodies.find((each) => context.keepsContract(each) === conforms),
    );
  };
  return [{ name, description, conforms, ids, apply }];
}
