// By hand: the strict grammar of RFC 9110 for values and for the ranges of a contract.
/** A media type, or a range of them where a document names one (RFC 9110, sections 8.3.1 and 12.5.1). */
export interface MediaType {
  /** `type/subtype`, lower-cased. Of a range either or both are `*`. */
  readonly type: string;
  /** Names and values lower-cased. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Reads a media type or a range; undefined where the text is neither. Case means nothing in it. */
export function parseMediaType(text: string): MediaType | undefined {
  const value = text.toLowerCase();
  const type = /^\s*([^\s;/"]+\/[^\s;/"]+)\s*(?=;|$)/.exec(value);
  if (!type?.[1]) return undefined;
  const parameters: Record<string, string> = {};
  for (const [, name = '', quoted, token] of value
    .slice(type[0].length)
    .matchAll(/;\s*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g))
    parameters[name] = quoted?.replace(/\\(.)/g, '$1') ?? token ?? '';
  return { type: type[1], parameters };
}

/** Whether it represents more than one media type. */
export const isRange = ({ type }: MediaType): boolean => type.includes('*');

/** Whether content of that type is JSON: `application/json`, or any type with the suffix `+json` (RFC 6839). */
export const isJsonType = ({ type }: MediaType): boolean => /[/+]json$/.test(type);

/** Whether a documented media type or range takes in a type. Parameters state how the content is written, not what it is. */
export function takesIn(documented: string, { type }: MediaType): boolean {
  return closeness(documented, type) > 0;
}

/**
 * The one of several documented contents that speaks of a type: the closest one, and of two that are as close the one
 * whose parameters agree.
 */
export function contentFor<T extends { readonly mediaType: string }>(
  contents: readonly T[],
  given: MediaType,
): T | undefined {
  const rank = ({ mediaType }: T): number => 2 * closeness(mediaType, given.type) + (agrees(mediaType, given) ? 1 : 0);
  const able = contents.filter(({ mediaType }) => takesIn(mediaType, given));
  return able.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** 3: the same type; 2: the same before the slash; 1: any type; 0: another one. */
function closeness(documented: string, type: string): number {
  const wanted = parseMediaType(documented)?.type;
  if (wanted === type) return 3;
  if (wanted === '*/*') return 1;
  return wanted?.endsWith('/*') === true && type.startsWith(wanted.slice(0, -1)) ? 2 : 0;
}

function agrees(documented: string, { parameters }: MediaType): boolean {
  return Object.entries(parseMediaType(documented)?.parameters ?? {}).every(
    ([name, value]) => parameters[name] === value,
  );
}
