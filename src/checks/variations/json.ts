import { parsed, withBody, withJson } from '../../contract/cases/draft-request.ts';
import { membersOfOthers } from './members-of-others.ts';
import type { RequestVariation } from './types.ts';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** White space wherever RFC 8259 allows it, of each of its four kinds. */
function spaced(value: unknown): string {
  return ` \r\n${JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')} \n`;
}

/** Every character of every string as `\uXXXX`, names included. */
function escaped(value: unknown): string {
  return JSON.stringify(value).replace(
    /"(?:[^"\\]|\\.)*"/g,
    (literal) => `"${escapes(JSON.parse(literal) as string)}"`,
  );
}

function escapes(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

/** In capitals such a text is the same value. */
const HEXADECIMAL = /^[0-9a-f-]+$/;

/** The same with every text of hexadecimal digits in capitals. */
function inCapitals(value: unknown): unknown {
  if (typeof value === 'string') return HEXADECIMAL.test(value) ? value.toUpperCase() : value;
  if (Array.isArray(value)) return value.map(inCapitals);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inCapitals(one)]));
}

/** Other texts of the same JSON (RFC 8259), and ids in the case that means the same. */
export const JSON_VARIATIONS: readonly RequestVariation[] = [
  {
    name: 'json.white-space',
    description: 'the JSON with white space',
    part: 'json',
    draft: (draft) => withBody(draft, Buffer.from(spaced(parsed(draft)))),
  },
  {
    name: 'json.escapes',
    description: 'the JSON with \\u escapes',
    part: 'json',
    draft: (draft) => withBody(draft, Buffer.from(escaped(parsed(draft)))),
  },
  {
    name: 'json.further-member',
    description: 'a further member before the others, which stand in reverse order',
    part: 'json',
    draft: (draft) => {
      const body = parsed(draft);
      if (!isObject(body)) return draft;
      return withJson(draft, { x_further: true, ...Object.fromEntries(Object.entries(body).reverse()) });
    },
  },
  {
    name: 'json.members-of-others',
    description: 'what the requests of the other operations take besides its own members',
    part: 'json',
    draft(draft, vendor) {
      const body = parsed(draft);
      return isObject(body) ? withJson(draft, { ...membersOfOthers(vendor, body), ...body }) : draft;
    },
  },
  {
    name: 'ids.capitals',
    description: 'the id in capitals',
    part: 'ids',
    // Of ids that callers choose, "aB" and "AB" may be two people.
    draft: (draft, { profile }) =>
      profile.users.chosenBy === 'caller' ? draft : withJson(draft, inCapitals(parsed(draft))),
  },
];
