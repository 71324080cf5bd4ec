import { query } from 'json-p3';
import type { JSONValue } from 'json-p3';

/** One change to a document: an Action Object of the OpenAPI Overlay Specification 1.0 (4.4.3). */
export type Action =
  { readonly target: string; readonly update: unknown } | { readonly target: string; readonly remove: true };

/** An action that cannot be applied. The message names its position in the list, counted from 1, and its target. */
export class OverlayError extends Error {
  constructor(index: number, target: string, problem: string) {
    super(`action ${index + 1} (target ${target}) ${problem}`);
    this.name = 'OverlayError';
  }
}

type Container = JSONValue[] | { [name: string]: JSONValue };
type Location = readonly (string | number)[];

/**
 * Applies actions in order, as the OpenAPI Overlay Specification 1.0 describes: `update` is merged into the objects that
 * `target` (JSONPath, RFC 9535) selects, or appended as one entry to the arrays that it selects; `remove` takes the
 * selected objects or arrays out of what holds them. Inside a merge objects are merged, arrays are appended to, anything
 * else is replaced. One rule is stricter than the specification: an action that selects nothing is an error, for it
 * would be a correction that corrects nothing.
 * @param document any JSON value; it is not changed.
 * @returns the changed copy, which shares nothing with the document or with the actions.
 * @throws OverlayError when an action selects nothing, selects something other than objects and arrays, has a target
 * that is not JSONPath, or carries an update that does not fit what it selects.
 */
export function applyActions(document: unknown, actions: readonly Action[]): unknown {
  const copy = unshared(document);
  actions.forEach((action, index) => {
    try {
      applyAction(copy, action);
    } catch (error) {
      throw new OverlayError(index, action.target, (error as Error).message);
    }
  });
  return copy;
}

/** Throws the end of a sentence whose beginning names the action. */
function applyAction(document: JSONValue, action: Action): void {
  const nodes = select(document, action.target);
  if (nodes.length === 0) throw new Error('matches nothing');
  for (const { value } of nodes) {
    if (!isContainer(value)) {
      throw new Error('selects a string, number, boolean or null; select the object or array that holds it');
    }
  }
  if ('remove' in action) {
    // Every parent is looked up before anything goes: indexes move once an entry is taken out of an array.
    const doomed = nodes.map(({ value, location }) => ({ value, ...placeOf(document, location) }));
    for (const { value, parent, key } of doomed) remove(parent, key, value);
  } else {
    for (const { value } of nodes) updateNode(value as Container, action.update);
  }
}

function select(document: JSONValue, target: string) {
  try {
    return query(target, document).nodes;
  } catch (error) {
    throw new Error(`is not a JSONPath: ${(error as Error).message}`, { cause: error });
  }
}

function placeOf(document: JSONValue, location: Location): { parent: Container; key: string | number } {
  const key = location.at(-1);
  if (key === undefined) throw new Error('selects the whole document, which cannot be removed');
  const parent = location.slice(0, -1).reduce<JSONValue>((node, step) => (node as never)[step], document);
  return { parent: parent as Container, key };
}

function remove(parent: Container, key: string | number, value: JSONValue): void {
  if (!Array.isArray(parent)) delete parent[key];
  else if (parent.includes(value)) parent.splice(parent.indexOf(value), 1);
}

function updateNode(node: Container, update: unknown): void {
  if (Array.isArray(node)) node.push(unshared(update));
  else if (isObject(update)) merge(node, update);
  else throw new Error('selects an object, so its update must be an object');
}

function merge(into: { [name: string]: JSONValue }, update: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(update)) {
    const present = Object.hasOwn(into, name) ? into[name] : undefined;
    if (isObject(present) && isObject(value)) merge(present, value);
    else if (Array.isArray(present) && Array.isArray(value)) present.push(...(unshared(value) as JSONValue[]));
    else if (isContainer(present) || (present !== undefined && isContainer(value))) {
      throw new Error(`cannot merge "${name}": one side is an object or array, the other is not; remove it first`);
    } else set(into, name, unshared(value));
  }
}

/** As a property of its own, even where it is named `__proto__`. */
function set(into: object, name: string, value: JSONValue): void {
  Object.defineProperty(into, name, { value, writable: true, enumerable: true, configurable: true });
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isContainer(value) && !Array.isArray(value);
}

/** A copy as a JSON tree: what YAML anchors share becomes separate, so that a change in one place stays there. */
function unshared(value: unknown): JSONValue {
  return JSON.parse(JSON.stringify(value)) as JSONValue;
}
