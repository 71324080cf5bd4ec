import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails, legal } from '../types.ts';
import { deletesToo, idsOf, reads, steps, type Right, type Wrong } from './tools.ts';

const FOLDS = 'unknown-id-that-folds-into-another-deletes-nobody';
const APART = 'unknown-id-that-is-taken-apart-deletes-nobody';
const NEAR = 'unknown-id-near-another-deletes-nobody';
const SIGNS = 'unknown-id-of-other-signs-deletes-nobody';
const BLANKS = 'unknown-id-with-blanks-and-emoji-deletes-nobody';
const NUMBER = 'unknown-number-deletes-nobody';

type Form = (id: string) => string;

/** Forms that stores and middlewares bring ids into, written without the table that the checks use. */
const FORMS: readonly (readonly [name: string, slug: string, form: Form])[] = [
  ['ascii-case-of-the-last-letter', FOLDS, (id) => id.slice(0, -1) + id.slice(-1).toLowerCase()],
  ['all-lower-case', FOLDS, (id) => id.toLowerCase()],
  ['turkish', FOLDS, (id) => id.toLocaleLowerCase('tr').replaceAll('ı', 'i')],
  ['sharp-s', FOLDS, (id) => id.replaceAll('ß', 'ss')],
  ['accents', FOLDS, (id) => id.normalize('NFD').replace(/[\u0300-\u036f]/g, '')],
  ['compatibility-forms', FOLDS, (id) => id.normalize('NFKC')],
  ['zero-width', FOLDS, (id) => id.replace(/[\u200B-\u200D]/g, '')],
  ['soft-hyphen', FOLDS, (id) => id.replaceAll('\u00AD', '')],
  ['trims', FOLDS, (id) => id.trim()],
  ['trims-the-end', FOLDS, (id) => id.trimEnd()],
  ['trims-tabs', FOLDS, (id) => id.replace(/^\t+|\t+$/g, '')],
  ['chomps', FOLDS, (id) => id.replace(/\r?\n$/, '')],
  ['trims-no-break-spaces', FOLDS, (id) => id.replace(/^\u00A0|\u00A0$/g, '')],
  ['c-string', APART, (id) => id.split('\0')[0]!],
  ['first-line', NEAR, (id) => id.split('\n')[0]!],
  ['byte-order-mark', NEAR, (id) => id.replaceAll('\uFEFF', '')],
  ['without-plus-tag', APART, (id) => id.replace(/\+.*/s, '')],
  ['local-part', APART, (id) => id.split('@')[0]!],
  ['first-of-commas', APART, (id) => id.split(',')[0]!],
  ['last-of-semicolons', APART, (id) => id.split(';').at(-1)!],
  ['first-of-pipes', APART, (id) => id.split('|')[0]!],
  ['form-value', APART, (id) => id.split('&')[0]!],
  ['first-word', APART, (id) => id.trim().split(' ')[0]!],
  [
    'unescaped',
    APART,
    (id) => id.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  ],
  [
    'unescaped-json',
    APART,
    (id) => id.replace(/\\u(\w{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  ],
  ['entities', NEAR, (id) => id.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))],
  ['underscores-as-hyphens', SIGNS, (id) => id.replaceAll('_', '-')],
  ['full-stops-as-hyphens', SIGNS, (id) => id.replaceAll('.', '-')],
  ['without-hyphens', SIGNS, (id) => id.replaceAll('-', '')],
  ['without-quotes', SIGNS, (id) => id.replace(/['"]/g, '')],
  ['without-tags', SIGNS, (id) => id.replace(/<\/?\w+>/g, '')],
  ['printable', SIGNS, (id) => [...id].filter((one) => one !== '\u0007' && one !== '\u007F').join('')],
  ['romanized', SIGNS, (id) => id.replaceAll('\u0445', 'x')],
  ['base64-for-urls', SIGNS, (id) => id.replaceAll('+', '-')],
  ['without-padding', SIGNS, (id) => id.replace(/=+$/, '')],
  ['before-hash', SIGNS, (id) => id.split('#')[0]!],
  ['before-question-mark', SIGNS, (id) => id.split('?')[0]!],
  ['before-colon', SIGNS, (id) => id.split(':')[0]!],
  ['after-colon', SIGNS, (id) => id.split(':').at(-1)!],
  ['first-segment', SIGNS, (id) => id.split('/')[0]!],
  ['base-name', SIGNS, (id) => id.split('/').at(-1)!],
  ['base-name-of-windows', SIGNS, (id) => id.split('\\').at(-1)!],
  ['without-extension', SIGNS, (id) => id.replace(/\.json$/, '')],
  ['plus-as-blank', BLANKS, (id) => id.replaceAll('+', ' ')],
  ['one-blank', BLANKS, (id) => id.replace(/\s+/g, ' ')],
  ['one-emoji', BLANKS, (id) => id.replace(/[\u{10000}-\u{10FFFF}]/gu, '?')],
  ['double', NUMBER, (id) => (/^\d{40}/.test(id) ? `${id.slice(0, 16)}${'0'.repeat(24)}` : id)],
  ['without-zeros', NUMBER, (id) => id.replace(/^0+/, '')],
  ['whole-number', NUMBER, (id) => (/^\d/.test(id) ? id.split('.')[0]! : id)],
];

/** Ways of finding more than was named, with a living user only: `[found, slug]` of the asked and the other id. */
const MATCHERS: readonly (readonly [name: string, slug: string, finds: (asked: string, other: string) => boolean])[] = [
  ['like', APART, (asked, other) => pattern(asked, { '%': '.*', _: '.' }).test(other)],
  ['glob', APART, (asked, other) => pattern(asked, { '*': '.*', '?': '.' }).test(other)],
  ['expression', APART, expression],
  ['begins', APART, (asked, other) => other.startsWith(asked)],
  ['ends', APART, (asked, other) => other.endsWith(asked)],
  ['is-continued', APART, (asked, other) => asked.startsWith(other)],
  ['is-preceded', APART, (asked, other) => asked.endsWith(other)],
];

/** Each form in the lookup of the deletion alone, and in a comparison that finds both users. */
const ALL: readonly Wrong[] = [
  ...FORMS.flatMap(([name, slug, form]) => [
    broken(
      `${name}/looked-up`,
      `Looks ids up as "${name}" has them, in the deletion alone.`,
      fails(slug),
      reads(form),
      { requirements: [slug] },
    ),
    broken(
      `${name}/compared`,
      `Deletes everybody whose id is the same as "${name}" has it.`,
      fails(slug),
      deletesToo((other, id) => form(other) === form(id)),
      { requirements: [slug] },
    ),
    broken(
      `${name}/refused`,
      `The same, and answers that there is no such user.`,
      fails(slug),
      silently((other, id) => form(other) === form(id)),
      { requirements: [slug] },
    ),
  ]),
  ...MATCHERS.flatMap(([name, slug, finds]) => [
    broken(
      `${name}/compared`,
      `Deletes every user that "${name}" finds.`,
      fails(slug),
      deletesToo((other, id) => finds(id, other)),
      { requirements: [slug] },
    ),
    broken(
      `${name}/accepted`,
      `Deletes the users that "${name}" finds, and answers success.`,
      fails(slug),
      accepting(finds),
      {
        requirements: [slug],
      },
    ),
  ]),
  broken(
    'doubles',
    'Compares digits as doubles.',
    fails('neighbour-with-as-many-digits-survives'),
    deletesToo((other, id) => Number(other) === Number(id)),
    { requirements: ['neighbour-with-as-many-digits-survives'] },
  ),
  broken(
    'digits-are-keys',
    'Takes digits for the key of a row, and finds nobody.',
    fails('neighbour-with-as-many-digits-survives'),
    reads((id) => (/^\d+$/.test(id) ? `row ${id}` : id)),
    { requirements: ['neighbour-with-as-many-digits-survives'] },
  ),
  ...FORMS.filter(([, slug]) => slug === FOLDS)
    .map(([name, , form]) =>
      broken(
        `${name}/stored`,
        `Stores ids as "${name}" has them and reads them so, and deletes them as they are named.`,
        fails('user-with-id-that-folds-is-deletable'),
        stored(form),
        { requirements: ['user-with-id-that-folds-is-deletable'] },
      ),
    )
    .filter(({ id }) => !/ascii|soft|trims-no-break|trims-tabs|chomps/.test(id)),
];

const UNREACHING = /^(?:double|without-hyphens|one-emoji)\/looked-up$/;

/**
 * What is looked up as a rounded number, without hyphens or with a mark for each emoji reaches nobody, for nobody has such an
 * id.
 */
export const TRANSFORMATIONS = ALL.filter(({ id }) => !UNREACHING.test(id));

/** Each form wherever an id is read: two spellings are one user (A22). */
export const LEGAL_TRANSFORMATIONS: readonly Right[] = FORMS.map(([name, slug, form]) =>
  legal(
    `${name}/everywhere`,
    `Reads every id as "${name}" has it, wherever (A22).`,
    everywhere(form),
    {},
    { requirements: [slug, 'user-with-id-that-folds-is-deletable', 'neighbour-with-as-many-digits-survives'] },
  ),
);

function pattern(text: string, signs: Readonly<Record<string, string>>): RegExp {
  const parts = [...text].map((one) => signs[one] ?? one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`, 's');
}

function expression(asked: string, other: string): boolean {
  try {
    return new RegExp(`^(?:${asked})$`, 's').test(other);
  } catch {
    return false;
  }
}

/** Deletes by a comparison, and answers as if nobody had been found. */
function silently(isFound: (other: string, id: string) => boolean): Wrong['change'] {
  return steps({
    deleteUser(_call, tenant, id) {
      const isThere = tenant.users.delete(id);
      for (const other of idsOf(tenant)) if (isFound(other, id)) tenant.users.delete(other);
      return isThere;
    },
  });
}

function accepting(finds: (asked: string, other: string) => boolean): Wrong['change'] {
  return steps({
    deleteUser(_call, tenant, id) {
      const found = idsOf(tenant).filter((other) => other === id || finds(id, other));
      for (const other of found) tenant.users.delete(other);
      return found.length > 0;
    },
  });
}

/** An id in one form wherever it is read but in the deletion. */
function stored(form: Form): Wrong['change'] {
  return steps({
    ...everywhere(form)().behaviour,
    readDeletion: (call) =>
      KNOT.readDeletion({ ...call, steps: { ...call.steps, readProperties: (given) => KNOT.readProperties(given) } }),
  });
}

function everywhere(form: Form) {
  return steps({
    readProperties(call) {
      const properties = KNOT.readProperties(call);
      const id = properties.external_user_id;
      return typeof id === 'string' ? { ...properties, external_user_id: form(id) } : properties;
    },
    listAccounts: (call, tenant, id) => KNOT.listAccounts(call, tenant, form(id)),
  });
}
