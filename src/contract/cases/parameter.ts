import { idValue, type IdsPlace } from '../ids-place.ts';
import type { Dialect, Operation } from '../types.ts';
import { compileSchema } from '../validator.ts';
import type { RequestCase, UnsignedRequest } from './types.ts';

type ParameterPlace = Extract<IdsPlace, { readonly in: 'path' | 'query' }>;

/** What is in the place of an id, written from it as the URL has it: what a reader trims, cuts or splits is that id. */
const VARIANTS: Readonly<Record<string, { readonly says: string; readonly write: (id: string) => string }>> = {
  trailing: { says: 'with a letter behind it', write: (id) => `${id}x` },
  padded: { says: 'with a space before and after it', write: (id) => `%20${id}%20` },
  nul: { says: 'with a NUL and a letter behind it', write: (id) => `${id}%00x` },
  list: { says: 'in a list with an id that nobody has', write: (id) => `${id},${id}x` },
  'encoded-slash': { says: 'with an encoded slash and a letter behind it', write: (id) => `${id}%2Fx` },
  'twice-encoded-slash': { says: 'with a slash encoded twice and a letter behind it', write: (id) => `${id}%252Fx` },
  'too-long': { says: 'with two thousand letters behind it', write: (id) => `${id}${'x'.repeat(2000)}` },
};

/** An encoded slash is no part of the id where something decodes the path too early, whatever ids may look like. */
const SLASHES: readonly string[] = ['encoded-slash', 'twice-encoded-slash'];

/**
 * `path-id` and `query-id`: ids of the wrong form in the place of one, made of it, where the contract gives ids a form;
 * no id at all, and two.
 */
export function parameterCases(operation: Operation, place: ParameterPlace, dialect: Dialect): RequestCase[] {
  const keeps = compileSchema(place.schema, dialect);
  const isId = (text: string): boolean => keeps(idValue(decoded(text), place)).length === 0;
  const family = `${place.in}-id`;
  const faults = writtenIds(family, isId, place.in === 'path').map(({ write, ...one }): RequestCase => {
    return { ...one, apply: (draft) => withId(draft, operation, place, write) };
  });
  const none = (variant: string, description: string, apply: RequestCase['apply']): RequestCase => ({
    name: `${family}.${variant}`,
    description,
    conforms: false,
    ids: 1,
    apply,
  });
  return [
    ...faults,
    none('empty', 'the place of the id is empty', (draft) => withId(draft, operation, place, () => '')),
    ...(place.in === 'query'
      ? [
          none('missing', 'the parameter of the id is missing', (draft) => withoutId(draft, place)),
          ...repeatedIds(place).map(({ variant, says, write }) =>
            none(variant, says, (draft) => withId(draft, operation, place, write)),
          ),
        ]
      : []),
  ];
}

/**
 * The pair of the id twice, with the id and with one that nobody has, in both orders: which of them a reader takes depends on
 * its library. Where several ids may be named, that is no fault.
 */
export function repeatedIds({ name, many }: { readonly name: string; readonly many: boolean }) {
  if (many) return [];
  const key = encodeURIComponent(name);
  return (['first', 'last'] as const).map((position) => ({
    variant: `repeated-${position}`,
    says: `${name} occurs twice, the id ${position}`,
    write: (id: string) => (position === 'first' ? `${id}&${key}=${id}-twin` : `${id}-twin&${key}=${id}`),
  }));
}

/**
 * Ids of the wrong form, each written from the right one.
 * @param inPath whether slashes matter, as they do in a path alone
 */
export function writtenIds(
  family: string,
  isId: (text: string) => boolean,
  inPath = false,
): (Omit<RequestCase, 'apply'> & { readonly write: (id: string) => string })[] {
  return Object.entries(VARIANTS).flatMap(([variant, { says, write }]) => {
    const isHarmless = !inPath && SLASHES.includes(variant);
    if (isHarmless || (isId(write('aaaaaaaa')) && isId(write('1')))) return [];
    return [{ name: `${family}.${variant}`, description: `the id ${says}`, conforms: false, ids: 1, write }];
  });
}

/** A text as a URL or a form decodes it; what is no encoding stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same request with something else written for the first id. */
function withId(
  draft: UnsignedRequest,
  operation: Operation,
  place: ParameterPlace,
  write: (id: string) => string,
): UnsignedRequest {
  const [path = '', query] = draft.path.split('?');
  if (place.in === 'path') {
    const at = operation.path.split('/').findIndex((segment) => segment.includes(`{${place.name}}`));
    const [before = '', after = ''] = (operation.path.split('/')[at] ?? '').split(`{${place.name}}`);
    const written = path.split('/').map((segment, index) => {
      if (index !== at) return segment;
      return `${before}${write(segment.slice(before.length, segment.length - after.length))}${after}`;
    });
    return { ...draft, path: [written.join('/'), ...(query === undefined ? [] : [query])].join('?') };
  }
  const pairs = (query ?? '').split('&');
  const first = pairs.findIndex((pair) => isOf(place, pair));
  const written = pairs.map((pair, index) => {
    const [name = '', value = ''] = pair.split('=', 2);
    return index === first ? `${name}=${write(value)}` : pair;
  });
  return { ...draft, path: `${path}?${written.join('&')}` };
}

const isOf = ({ name }: ParameterPlace, pair: string): boolean => pair.split('=', 1)[0] === encodeURIComponent(name);

function withoutId(draft: UnsignedRequest, place: ParameterPlace): UnsignedRequest {
  const [path = '', query = ''] = draft.path.split('?');
  const left = query.split('&').filter((pair) => !isOf(place, pair));
  return { ...draft, path: left.length > 0 ? `${path}?${left.join('&')}` : path };
}
