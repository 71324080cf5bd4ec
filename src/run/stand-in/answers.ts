import { sample } from '../../contract/cases/sample.ts';
import type { Operation, Schema } from '../../contract/types.ts';
import type { WireResponse } from '../../http/types.ts';
import { seeded } from '../../random.ts';
import { acceptedStatus } from '../../verdict/condition.ts';
import type { Condition } from '../../verdict/types.ts';

/** What is at places of a body: JSON Pointers, in which `-` is each element of a list. */
export type Placed = Readonly<Record<string, unknown>>;

/** An answer as it is documented: a sample of the schema of its status, with other values at some places. */
export function documentedAnswer(operation: Operation, status: number, placed: Placed = {}): WireResponse {
  const { mediaType = 'application/json', schema } = operation.responses.get(status) ?? {};
  const whole = placed[''];
  const start = whole === undefined ? schema && sampleOf(schema) : whole;
  const rest = Object.entries(placed).filter(([pointer]) => pointer !== '');
  const value = rest.reduce((body, [pointer, one]) => withValue(body, pointer.split('/').slice(1), one), start);
  return {
    status,
    headers: value === undefined ? [] : [['Content-Type', mediaType]],
    body: value === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(value)),
    truncated: false,
    durationMs: 0,
  };
}

/** An answer that meets a condition of the profile, as far as one can be made from the contract. */
export function answerMeeting(operation: Operation, condition: Condition, placed: Placed = {}): WireResponse {
  const accepts = acceptedStatus(condition);
  const documented = [...operation.responses.keys()];
  const status = documented.find((one) => accepts?.(one) ?? one < 300) ?? exactly(condition['status']) ?? 200;
  const wanted = Object.entries(condition)
    .filter(([key]) => key.startsWith('/') || key === 'body')
    .map(([key, value]): [string, unknown] => [key === 'body' ? '' : key.replaceAll('/*', '/-'), meeting(value)]);
  return documentedAnswer(operation, status, { ...Object.fromEntries(wanted), ...placed });
}

/** A JSONPath of names and `[*]` alone as a pointer. */
export function pointerOf(jsonPath: string): string {
  return jsonPath
    .replace(/^\$/, '')
    .replace(/\[(?:\*|\d+)\]/g, '/-')
    .replace(/\['([^']*)'\]|\["([^"]*)"\]/g, (_, one?: string, other?: string) => `/${one ?? other ?? ''}`)
    .replaceAll('.', '/');
}

const exactly = (status: unknown): number | undefined => [status].flat().find((one) => typeof one === 'number');

/** A value that a condition's value accepts: the first of a list, a sample of a schema, or itself. */
function meeting(wanted: unknown): unknown {
  if (Array.isArray(wanted)) return meeting(wanted[0]);
  return typeof wanted === 'object' && wanted !== null ? sampleOf(wanted as Schema) : wanted;
}

function sampleOf(schema: Schema): unknown {
  return sample(schema, { random: seeded(0, 'stand-in'), optional: false, count: () => undefined });
}

/** A body with a value at a place; a list there takes each of several values as an element of its own. */
function withValue(body: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === '-') {
    const [element] = Array.isArray(body) ? (body as unknown[]) : [];
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    return values.map((one) => withValue(element, rest, one));
  }
  const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
  const object = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...object, [name]: withValue((object as Record<string, unknown>)[name], rest, value) };
}
