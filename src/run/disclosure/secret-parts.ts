import type { Secret } from '../../auth/types.ts';
import type { WireRequest } from '../../http/types.ts';
import { folded, sentTexts } from './foreign-users.ts';

/** A shorter secret has no part that is not a word or a number of somebody else's. */
const SHORTEST_SECRET = 12;

/** This many characters of a secret in a row are no accident. */
const RUN = 8;

/** What a masked secret shows of each end, at least: where both are shown, and where one is. */
const BOTH_ENDS = 3;
const ONE_END = 4;

/** Characters that replace what is not shown, at the beginning of a text and at its end. */
const MASK = '(?:…|[*•●·#]{2,}|\\.{3,}|x{3,}|X{3,})';
const MASK_FIRST = new RegExp(`^${MASK}`);
const MASK_LAST = new RegExp(`${MASK}$`);

/** A mask is searched for only this near to an end, and at this many places at most: a target may answer a megabyte of masks. */
const NEAR = 8;
const MOST_PLACES = 100;

const SEPARATORS = /[^A-Za-z0-9_+/=~$@!-]+/;

/** What an answer contains. */
export interface Said {
  readonly whole: string;
  /** Without whole secrets. Takes long, so it is asked for only where the whole holds a part of one. */
  readonly redacted: () => string;
}

/**
 * Names of the secrets of which an answer shows a part that the request did not hold: some characters in a row, or the
 * two ends, or one end beside a mask. Who sends a secret knows it; a wrong one that is like it may be repeated.
 */
export function secretPartsIn({ whole, redacted }: Said, secrets: readonly Secret[], request: WireRequest): string[] {
  const near = secrets.filter(({ value }) => isLong(value) && showsPart(whole, value, ''));
  if (near.length === 0) return [];
  const sent = sentTexts(request);
  const unknown = near.filter(({ value }) => !sent.includes(folded(value)));
  const answer = unknown.length > 0 ? redacted() : '';
  return [...new Set(unknown.filter(({ value }) => showsPart(answer, value, sent)).map(({ name }) => name))];
}

const isLong = (value: string): boolean => value.length >= SHORTEST_SECRET && !/\s/.test(value);

function showsPart(text: string, secret: string, sent: string): boolean {
  return showsRun(text, secret, sent) || showsBothEnds(text, secret, sent) || showsOneEnd(text, secret, sent);
}

/** Words and numbers are no part: a secret may begin with "secret", and end with a year. */
const isTelling = (part: string): boolean => /\d/.test(part) && /[a-z]/i.test(part);

function showsRun(text: string, secret: string, sent: string): boolean {
  for (let at = 0; at + RUN <= secret.length; at += 1) {
    const run = secret.slice(at, at + RUN);
    if (text.includes(run) && isTellingNews(run, sent)) return true;
  }
  return false;
}

/** As words of their own: "begins with abc and ends with xyz", "abc***xyz". */
function showsBothEnds(text: string, secret: string, sent: string): boolean {
  const words = text.split(SEPARATORS).filter(({ length }) => length >= BOTH_ENDS && length <= secret.length / 2);
  const firsts = words.filter((word) => secret.startsWith(word) && isNews(word, sent));
  const lasts = words.filter((word) => secret.endsWith(word) && isNews(word, sent));
  return firsts.length > 0 && lasts.length > 0 && [...firsts, ...lasts].some(isTelling);
}

function showsOneEnd(text: string, secret: string, sent: string): boolean {
  return showsFirst(text, secret, sent) || showsLast(text, secret, sent);
}

function showsFirst(text: string, secret: string, sent: string): boolean {
  return placesOf(secret.slice(0, ONE_END), text).some((at) => {
    let length = ONE_END;
    while (length < secret.length && text[at + length] === secret[length]) length += 1;
    const isMasked = MASK_FIRST.test(text.slice(at + length, at + length + NEAR));
    return isMasked && isTellingNews(secret.slice(0, length), sent);
  });
}

function showsLast(text: string, secret: string, sent: string): boolean {
  return placesOf(secret.slice(-ONE_END), text).some((at) => {
    const end = at + ONE_END;
    let length = ONE_END;
    while (length < secret.length && text[end - length - 1] === secret[secret.length - length - 1]) length += 1;
    const isMasked = MASK_LAST.test(text.slice(Math.max(0, end - length - NEAR), end - length));
    return isMasked && !/[A-Za-z0-9]/.test(text.charAt(end)) && isTellingNews(secret.slice(-length), sent);
  });
}

/** In any case: a server may fold what it repeats. */
const isNews = (part: string, sent: string): boolean => !sent.includes(folded(part));
const isTellingNews = (part: string, sent: string): boolean => isTelling(part) && isNews(part, sent);

/** The first places at which a text holds a part. */
function placesOf(part: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && places.length < MOST_PLACES; at = text.indexOf(part, at + 1))
    places.push(at);
  return places;
}
