import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { lost } from '../wire.ts';
import { reads, refuse, steps, type Wrong } from './tools.ts';

/** Takes ids apart, rewrites them or breaks over them. */
export const IDS: readonly Wrong[] = [
  misread('letters-as-latin-1', 'Reads ids as Latin-1.', 'letters-beyond-ascii', (id) =>
    Buffer.from(id).toString('latin1'),
  ),
  misread('letters-without-accents', 'Takes accents away.', 'letters-beyond-ascii', (id) =>
    id.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  ),
  misread(
    'no-astral-characters',
    'Stores three bytes for a character, so that an emoji cannot be found.',
    'emoji',
    (id) => id.replace(/\p{Extended_Pictographic}/gu, '?'),
  ),
  misread('first-word', 'Cuts ids at the first blank.', 'blanks', (id) => id.split(' ')[0]!),
  misread('as-a-path', 'Puts ids into a path, where dots lead upwards.', 'slashes', (id) =>
    new URL(`http://x/${encodeURI(id)}`).pathname.slice(1),
  ),
  misread('percent-decoded', 'Decodes ids as if they stood in a URL.', 'percent-signs', (id) =>
    id.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  ),
  misread('plus-is-blank', 'Takes a plus sign for a blank.', 'plus-signs', (id) => id.replaceAll('+', ' ')),
  misread(
    'query-characters',
    'Puts ids into a query without encoding them.',
    'query-characters',
    (id) => id.split(/[&#?]/)[0]!,
  ),
  misread('address-without-host', 'Cuts ids at an at sign.', 'address-as-id', (id) => id.split('@')[0]!),
  misread('quotes-doubled', 'Doubles quotes for its database and then looks for both.', 'quotes', (id) =>
    id.replaceAll("'", "''"),
  ),
  misread('backslashes-dropped', 'Takes backslashes for escapes.', 'quotes', (id) => id.replaceAll('\\', '')),
  misread('markup-escaped', 'Escapes markup before it compares.', 'markup', (id) =>
    id.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  ),
  misread('markup-stripped', 'Strips tags before it compares.', 'markup', (id) => id.replace(/<[^>]*>/g, '')),
  misread('sixty-four-characters', 'Cuts ids at sixty-four characters.', 'long-id', (id) => id.slice(0, 64)),
  strange('long-crashes', 'Crashes over an id of more than 255 characters.', fails('very-long-id-is-refused'), (id) => {
    if (id.length > 255) throw new Error('value too long');
  }),
  strange(
    'long-accepted',
    'Answers success for an id that is too long to look up.',
    fails('very-long-id-is-refused', 'absurdly-long-id-is-refused'),
    (id) => id.length > 255,
  ),
  strange('long-503', 'Answers 503 over an id of more than 255 characters.', fails('very-long-id-is-refused'), (id) => {
    if (id.length > 255) refuse(503, 'SERVER_ERROR', 'UNAVAILABLE');
  }),
  strange(
    'absurd-crashes',
    'Crashes over an id of a hundred thousand characters.',
    fails('absurdly-long-id-is-refused'),
    (id) => {
      if (id.length > 90_000) throw new Error('out of memory');
    },
  ),
  broken(
    'absurd-resets',
    'Closes the connection over a body of a hundred thousand bytes.',
    fails('absurdly-long-id-is-refused'),
    () => ({
      through: (inner) => async (request, limits) => {
        if ((request.body?.length ?? 0) > 90_000) throw lost('reset');
        return inner(request, limits);
      },
    }),
  ),
  strange(
    'beyond-ascii-crashes',
    'Crashes over an unknown id with an emoji.',
    fails('unknown-id-beyond-ascii-is-refused'),
    (id) => {
      if (id.startsWith('nobody') && id.includes('👩‍🚀')) throw new Error('incorrect string value');
    },
  ),
  strange(
    'beyond-ascii-invalid',
    'Answers INVALID_FIELD for an unknown id outside ASCII.',
    warns('unknown-id-beyond-ascii-is-refused'),
    (id) => {
      if (/^nobody.*[^\0-\x7f]/.test(id)) refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD');
    },
  ),
  strange(
    'quotes-crash',
    'Writes ids into its query: a quote breaks it.',
    fails('unknown-id-with-quotes-is-refused', 'user-with-quotes-is-deletable'),
    (id) => {
      if (id.includes("'")) throw new Error('syntax error near');
    },
  ),
  strange(
    'quotes-invalid',
    'Answers INVALID_FIELD for an unknown id with quotes.',
    warns('unknown-id-with-quotes-is-refused'),
    (id) => {
      if (/^nobody.*'/.test(id)) refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD');
    },
  ),
  strange(
    'nul-crashes',
    'Crashes over a NUL in an id.',
    fails('unknown-id-with-control-characters-is-refused'),
    (id) => {
      if (id.includes('\0')) throw new Error('invalid byte sequence');
    },
  ),
  strange(
    'nul-accepted',
    'Cuts an id at a NUL and answers success.',
    fails('unknown-id-with-control-characters-is-refused'),
    (id) => id.includes('\0'),
  ),
  strange(
    'nul-422',
    'Answers 422 for a NUL in an id.',
    warns('unknown-id-with-control-characters-is-refused'),
    (id) => {
      if (id.includes('\0')) refuse(422, 'INVALID_REQUEST', 'INVALID_FIELD');
    },
  ),
  strange(
    'wildcard-invalid',
    'Answers INVALID_FIELD for a percent sign alone.',
    warns('wildcard-as-id-is-refused'),
    (id) => {
      if (id === '%') refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD');
    },
  ),
  strange('padded-crashes', 'Crashes over blanks around an id.', fails('padded-id-is-understood-or-refused'), (id) => {
    if (id !== id.trim() && id.trim() !== '' && id.includes('nobody')) throw new Error('no match');
  }),
  strange('blank-crashes', 'Crashes over an id of blanks.', fails('blank-id-is-understood-or-refused'), (id) => {
    if (id !== '' && id.trim() === '') throw new Error('empty');
  }),
];

/** Reads an id otherwise than it was stored, so that a user who has it is not found. */
function misread(id: string, does: string, user: string, mangle: (id: string) => string): Wrong {
  return broken(id, does, fails(`user-with-${user}-is-deletable`), reads(mangle));
}

/** Looks at an id before anything else does; true is success. */
function strange(
  id: string,
  does: string,
  primary: Primary,
  meets: (id: string) => boolean | undefined,
  known?: string,
): Wrong {
  const change = steps({
    deletion(call, tenant) {
      const { external_user_id: name } = call.steps.readProperties(call);
      if (typeof name === 'string' && meets(name) === true) return call.steps.answerDeleted(call, name);
      return KNOT.deletion(call, tenant);
    },
  });
  return broken(id, does, primary, change, known === undefined ? {} : { known });
}
