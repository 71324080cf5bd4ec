import { parseMediaType } from '../http/media-type.ts';
import { flat, isSchema, typesOf } from './cases/schema.ts';
import { locationsOf } from './cases/schema-location.ts';
import type { Operation, Schema } from './types.ts';

/** Whether the body of an operation is written as a form (URL Standard, `application/x-www-form-urlencoded`). */
export function isForm({ requestBody }: Pick<Operation, 'requestBody'>): boolean {
  return parseMediaType(requestBody?.mediaType ?? '')?.type === 'application/x-www-form-urlencoded';
}

/** A form as the value that its schema speaks of: a pair for each element of a list, and texts where it wants texts. */
export function readForm(text: string, schema: Schema): Record<string, unknown> {
  const pairs = new URLSearchParams(text);
  const locations = locationsOf(schema);
  const members = [...new Set(pairs.keys())].map((name): [string, unknown] => {
    const location = locations.find(({ path }) => path.length === 1 && path[0] === name);
    const own = flat(location?.schema ?? {});
    const isList = typesOf(own).includes('array') && !typesOf(own).includes('string');
    const { items } = own;
    const values = pairs.getAll(name).map((one) => valueOf(one, isList ? (isSchema(items) ? items : {}) : own));
    return [name, isList || values.length > 1 ? values : values[0]];
  });
  return Object.fromEntries(members);
}

function valueOf(text: string, schema: Schema): unknown {
  const types = typesOf(flat(schema));
  if (types.length === 0 || types.includes('string')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
