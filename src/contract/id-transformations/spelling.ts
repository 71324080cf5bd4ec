import { spelled, type IdTransformation } from './types.ts';

const UUID = /^(?:urn:uuid:)?\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

/** Zero in some scripts whose digits are matched by `\d` where it knows Unicode. */
const ZEROS = ['\u{0660}', '\u{0966}', '\u{FF10}'].map((zero) => zero.codePointAt(0) as number);

/** Other ways of writing the same id, as parsers of UUIDs and of digits take them. */
export const SPELLING: readonly IdTransformation[] = [
  {
    name: 'spell-uuid',
    does: 'reads a UUID in braces, as a URN, or without hyphens',
    readings(text) {
      const parts = UUID.exec(text)?.slice(1);
      return parts ? spelled(text, parts.join('-')) : [];
    },
    pairs: (id) =>
      UUID.test(id)
        ? [`{${id}}`, `urn:uuid:${id}`, id.replaceAll('-', ''), `{${id.replaceAll('-', '')}}`]
            .filter((one) => one !== id)
            .map((one) => [one, id])
        : [],
  },
  {
    name: 'read-digits',
    does: 'reads the digits of every script',
    readings: (text) => spelled(text, text.replace(/\p{Nd}/gu, digit)),
    pairs: (id) =>
      /\d/.test(id)
        ? ZEROS.map((zero) => [id.replace(/\d(?=\D*$)/, (one) => String.fromCodePoint(zero + Number(one))), id])
        : [],
  },
];

function digit(character: string): string {
  const zero = ZEROS.find(
    (one) => (character.codePointAt(0) as number) - one < 10 && (character.codePointAt(0) as number) >= one,
  );
  return zero === undefined ? character : String((character.codePointAt(0) as number) - zero);
}
