import { listIn } from '../contract/ids-place.ts';
import { valueAt } from '../contract/json-pointer.ts';
import { briefly, type Questions } from '../http/condense.ts';
import { rangesIn } from '../users/cards.ts';
import { markersIn } from '../users/observe-by-read.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { matches } from '../verdict/condition.ts';
import type { Condition } from '../verdict/types.ts';

const known = new WeakMap<Vendor, Questions>();

/**
 * Everything that the run still reads from a response body after contract validation. It collects every JSON Pointer
 * and body condition of the profile and the requirements, so a new one is included by itself.
 */
export function questionsOf(vendor: Vendor): Questions {
  const questions = known.get(vendor) ?? collected(vendor);
  known.set(vendor, questions);
  return questions;
}

function collected({ profile, requirements }: Vendor): Questions {
  const conditions = new Map<string, Condition>();
  const pointers = new Set<string>();
  const names = new Set<string>();
  const collect = (node: unknown): void => {
    if (typeof node === 'string' && isPointer(node)) pointers.add(node);
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
      if (isPointer(key)) pointers.add(key);
      // The body of a step that creates a user is no condition.
      if (isPointer(key) || (key === 'body' && !('operation' in node)))
        conditions.set(JSON.stringify([key, value]), { [key]: value });
      else collect(value);
    }
  };
  collect(profile);
  for (const requirement of requirements) collect([requirement.expect, requirement.with]);
  for (const pointer of pointers) for (const step of pointer.split('/')) names.add(plainStep(step));
  for (const condition of conditions.values()) addWords(condition, names);
  const { deletion, users } = profile;
  return {
    names,
    answers: (body) => ({
      met: [...conditions.values()].map((condition) => matches(condition, { body })),
      at: [...pointers].map((pointer) => {
        const value = valueAt(body, pointer);
        return typeof value === 'string' ? briefly(value) : [value];
      }),
      listed: deletion.listed === undefined ? [] : distinct(listIn(body, deletion.listed)),
      marks: users.observe.map(({ marks: markers }) => distinct(markersIn(body, markers))),
      lists: users.observe.map(({ list }) => distinct(markersIn(body, list))),
      ranges: users.cards ? rangesIn(body, users.cards) : [],
    }),
  };
}

/** Every word of a condition: it may be the name of a member. */
function addWords(node: unknown, words: Set<string>): void {
  if (typeof node === 'string') words.add(node);
  else if (typeof node === 'object' && node !== null)
    for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
      words.add(key);
      addWords(value, words);
    }
}

/** JSON Pointers begin with a slash (RFC 6901); paths do as well, and then name nothing. */
const isPointer = (text: string): boolean => text.startsWith('/') && !/~(?![01])/.test(text);

const plainStep = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

function distinct(list: unknown): unknown[] {
  return Array.isArray(list) ? [...new Set<unknown>(list)] : [];
}
