import type { Parameter } from './types.ts';

type Json = Readonly<Record<string, unknown>>;

/** The parameters of an operation: its own, then those of its path that it does not replace (OpenAPI, Operation Object). */
export function readParameters(ofOperation: unknown, ofPath: unknown): Parameter[] {
  const own = parametersIn(ofOperation);
  const isReplaced = (one: Parameter): boolean => own.some((other) => other.name === one.name && other.in === one.in);
  return [...own, ...parametersIn(ofPath).filter((one) => !isReplaced(one))];
}

function parametersIn(list: unknown): Parameter[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap((definition) => {
    const { name, in: place, required, schema } = definition;
    if (typeof name !== 'string' || !isPlace(place)) return [];
    return [{ name, in: place, required: required === true, schema: isObject(schema) ? schema : {} }];
  });
}

const isPlace = (place: unknown): place is Parameter['in'] =>
  typeof place === 'string' && ['path', 'query', 'header', 'cookie'].includes(place);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
