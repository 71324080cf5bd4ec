import { isForm } from '../../contract/form.ts';
import type { Vendor } from '../../spec-loader/types.ts';
import { deletionRequest } from '../../users/operation-requests.ts';
import { readTolerantly, scalarsOf, type Scalar } from './tolerant-json.ts';

/** What is the same in every valid deletion of a vendor. It names nobody where it is there, and only there. */
export interface Constants {
  /** Pairs of the query, as they are written. */
  readonly query: ReadonlySet<string>;
  /** Pairs of the form, as they are written. */
  readonly form: ReadonlySet<string>;
  /** Values of the JSON body. */
  readonly values: readonly Scalar[];
}

/** Two ids of which neither is the other: what two deletions that name them have in common names nobody. */
const TWO_IDS = ['1', '22'] as const;

/** Reads the constants of a vendor from its deletions. */
export function constantsOf(vendor: Vendor): Constants {
  const operation = vendor.contract.operations.get(vendor.profile.deletion.operation);
  const [one, other] = TWO_IDS.map((id) => {
    const { path, body = '' } = deletionRequest(vendor, [id]);
    const text = String(body);
    const isPairs = operation !== undefined && isForm(operation);
    return {
      query: (path.split('?', 2)[1] ?? '').split('&'),
      form: isPairs ? text.split('&') : [],
      values: isPairs ? [] : readTolerantly(text).roots.flatMap((root) => scalarsOf(root)),
    };
  });
  if (!one || !other) return { query: new Set(), form: new Set(), values: [] };
  return {
    query: new Set(one.query.filter((pair) => pair !== '' && other.query.includes(pair))),
    form: new Set(one.form.filter((pair) => pair !== '' && other.form.includes(pair))),
    values: one.values.filter((value) => other.values.some((same) => isSame(same, value))),
  };
}

const isSame = (one: Scalar, other: Scalar): boolean => one.pointer === other.pointer && one.value === other.value;

/**
 * Whether a value of a JSON body is a constant: in its place, wrapped into something there, or under its name where the whole
 * body was put into something else.
 * @param idNames names under which a request may carry an id: by name alone nothing is free under them
 */
export function isConstant(scalar: Scalar, { values }: Constants, idNames: readonly string[]): boolean {
  const isThere = ({ pointer, name }: Scalar): boolean =>
    scalar.pointer === pointer ||
    (pointer !== '' && scalar.pointer.startsWith(`${pointer}/`)) ||
    (name === scalar.name && !idNames.includes(name));
  return values.some((one) => one.value === scalar.value && isThere(one));
}

/** Shortest constant that a text is taken to consist of. */
const SHORTEST = 4;

/** Whether a text holds a constant ("erasure") whole. */
export function holdsConstant(text: string, constants: readonly Scalar[]): boolean {
  return constants.some(({ value }) => typeof value === 'string' && value.length >= SHORTEST && text.includes(value));
}
