import { spelled, type IdTransformation } from './types.ts';

const SEPARATORS: Readonly<Record<string, { readonly at: RegExp; readonly sign: string }>> = {
  commas: { at: /,/, sign: ',' },
  semicolons: { at: /;/, sign: ';' },
  pipes: { at: /\|/, sign: '|' },
  ampersands: { at: /[&=]/, sign: '&' },
  'white-space': { at: /\s+/u, sign: ' ' },
};

/** Lists in one text. */
export const SPLITTING: readonly IdTransformation[] = Object.entries(SEPARATORS).map(([kind, { at, sign }]) => ({
  name: `split-at-${kind}`,
  does: `takes a key with ${kind.replaceAll('-', ' ')} for a list of keys`,
  readings: (text) => (at.test(text) ? spelled(text, ...text.split(at).filter((part) => part !== '')) : []),
  pairs: (id) => [
    [`${id}${sign}${id}-other`, id],
    [`${id}-other${sign}${id}`, id],
    [`${id}-first${sign}${id}-second`, `${id}-second`],
  ],
}));
