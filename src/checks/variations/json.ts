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

/** As json_encode of PHP writes by itself, and in part the writers of Python, Ruby and the JVM. */
const escapedBeyondAscii = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\0-\x7f]/g, escapes);

/** More than servers keep in memory before they write a body to a file. */
const PADDING = 20_000;

/** In another case such a text is the same value. */
const HEXADECIMAL = /^[0-9a-f-]+$/;

/** The same with every text of hexadecimal digits in another case. */
function inCase(value: unknown, spell: (text: string) => string): unknown {
  if (typeof value === 'string') return HEXADECIMAL.test(value) ? spell(value) : value;
  if (Array.isArray(value)) return value.map((one) => inCase(one, spell));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inCase(one, spell)]));
}

/** Every second letter in capitals, from the first one on. */
function mixed(text: string): string {
  let letters = 0;
  return text.replace(/[a-z]/g, (letter) => (letters++ % 2 === 0 ? letter.toUpperCase() : letter));
}

/** Of ids that callers choose, "aB" and "AB" may be two people. */
function idsInCase(name: string, description: string, spell: (text: string) => string): RequestVariation {
  const draft: RequestVariation['draft'] = (given, { profile }) =>
    profile.users.chosenBy === 'caller' ? given : withJson(given, inCase(parsed(given), spell));
  return { name: `ids.${name}`, description, part: 'ids', draft };
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
    name: 'json.ascii',
    description: 'the JSON with escapes for slashes and for what is beyond ASCII',
    part: 'json',
    draft: (draft) => withBody(draft, Buffer.from(escapedBeyondAscii(parsed(draft)))),
  },
  {
    name: 'json.padded',
    description: `the JSON after ${PADDING} blanks`,
    part: 'json',
    draft: (draft) => withBody(draft, Buffer.from(' '.repeat(PADDING) + JSON.stringify(parsed(draft)))),
  },
  {
    name: 'json.further-member',
    description: 'a further member before the others, which are in reverse order',
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
  idsInCase('capitals', 'the id in capitals', (text) => text.toUpperCase()),
  idsInCase('mixed-case', 'every second letter of the id in capitals', mixed),
];
