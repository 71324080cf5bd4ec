import { describe, named } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { placeOfId, withRawId } from './id-place.ts';
import type { RequestCase } from './types.ts';

const quoted = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat([Buffer.from('"'), ...parts.map((part) => Buffer.from(part as string)), Buffer.from('"')]);

const escaped = (id: string): string => JSON.stringify(id).slice(1, -1);

/** Invalid characters next to an id: what reads on by leaving them out reads that id. */
const VARIANTS: Readonly<Record<string, { readonly says: string; readonly write: (id: string) => Buffer }>> = {
  'high-surrogate': { says: 'ends in a lone high surrogate', write: (id) => quoted(escaped(id), '\\ud800') },
  'invalid-byte': { says: 'ends in a byte that UTF-8 does not have', write: (id) => quoted(escaped(id), [0xff]) },
  'overlong-nul': { says: 'ends in a NUL of two bytes', write: (id) => quoted(escaped(id), [0xc0, 0x80]) },
  'encoded-surrogate': {
    says: 'begins with an encoded surrogate',
    write: (id) => quoted([0xed, 0xa0, 0x80], escaped(id)),
  },
};

/** `undecodable`: an id next to what is no character: lone surrogates and bytes that are not UTF-8 (A50). */
export function undecodable(context: GenerationContext): RequestCase[] {
  const location = placeOfId(context);
  return Object.entries(VARIANTS).flatMap(([variant, { says, write }]) =>
    withRawId(context, {
      name: named(`undecodable.${variant}`, location),
      description: `${describe(location)} ${says}`,
      write,
    }),
  );
}
