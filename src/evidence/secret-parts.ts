import type { Secret } from '../auth/types.ts';
import type { WireRequest } from '../http/types.ts';

/** A shorter secret has no part that is not a word or a number of somebody else's. */
const SHORTEST_SECRET = 12;

/** So many characters of a secret in a row are no accident. */
const RUN = 8;

/** What a masked secret shows of each end, at least: where both are shown, and where one is. */
const BOTH_ENDS = 3;
const ONE_END = 4;

/** Signs that stand for what is not shown, after the first characters of a secret and before the last. */
const MASK = '…|[*•●·#]{2,}|\\.{3,}|x{3,}|X{3,}';
const BEFORE_MASK = new RegExp(`^\\S*?(?:${MASK})`);
const AFTER_MASK = new RegExp(`(?:${MASK})\\S*$`);

/** A longer mask is searched for its last part. */
const LONGEST_MASK = 16;
const MOST_PLACES = 100;

const SEPARATORS = /[^A-Za-z0-9_+/=~$@!-]+/;

/**
 * Names of the secrets of which a text shows a part that the request did not hold: some characters in a row, or the two
 * ends, or one end beside a mask. Who sends a secret knows it; a wrong one that is like it may be repeated.
 * @param text what the answer says, without whole secrets; asked for only where the request holds not all of them
 */
export function secretPartsIn(text: () => string, secrets: readonly Secret[], request: WireRequest): string[] {
  const sent = sentIn(request);
  const unknown = secrets.filter(({ value }) => isLong(value) && !sent.includes(value));
  if (unknown.length === 0) return [];
  const answer = text();
  return [...new Set(unknown.filter(({ value }) => showsPart(answer, value, sent)).map(({ name }) => name))];
}

/** What a request says, with the credentials of Basic decoded. */
function sentIn({ url, headers, body }: WireRequest): string {
  const values = headers.map(([, value]) => value);
  const decoded = values.map((value) => Buffer.from(value.replace(/^\S+\s+/, ''), 'base64').toString('utf8'));
  return [url, ...values, ...decoded, body?.toString('utf8') ?? ''].join('\n');
}

const isLong = (value: string): boolean => value.length >= SHORTEST_SECRET && !/\s/.test(value);

function showsPart(text: string, secret: string, sent: string): boolean {
  return showsRun(text, secret, sent) || showsBothEnds(text, secret, sent) || showsOneEnd(text, secret, sent);
}

/** Words are no part: a run holds a letter and a digit. */
function showsRun(text: string, secret: string, sent: string): boolean {
  for (let at = 0; at + RUN <= secret.length; at += 1) {
    const run = secret.slice(at, at + RUN);
    if (/\d/.test(run) && /[a-z]/i.test(run) && text.includes(run) && !sent.includes(run)) return true;
  }
  return false;
}

/** As words of their own: "begins with abc and ends with xyz", "abc***xyz". */
function showsBothEnds(text: string, secret: string, sent: string): boolean {
  const words = text.split(SEPARATORS).filter(({ length }) => length >= BOTH_ENDS && length <= secret.length / 2);
  const isNews = (word: string): boolean => !sent.includes(word);
  return (
    words.some((word) => secret.startsWith(word) && isNews(word)) &&
    words.some((word) => secret.endsWith(word) && isNews(word))
  );
}

function showsOneEnd(text: string, secret: string, sent: string): boolean {
  const [first, last] = [secret.slice(0, ONE_END), secret.slice(-ONE_END)];
  // Only what is near an end is searched: a target may answer a megabyte of masks.
  const near = secret.length + LONGEST_MASK;
  const isMasked = (end: string, isAt: (at: number) => boolean): boolean =>
    !sent.includes(end) && placesOf(end, text).some(isAt);
  return (
    isMasked(first, (at) => BEFORE_MASK.test(text.slice(at + ONE_END, at + near))) ||
    isMasked(last, (at) => AFTER_MASK.test(text.slice(Math.max(0, at - near), at)) && !isPartOfWord(text, at + ONE_END))
  );
}

/** The first places at which a text holds a part. */
function placesOf(part: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && places.length < MOST_PLACES; at = text.indexOf(part, at + 1))
    places.push(at);
  return places;
}

const isPartOfWord = (text: string, at: number): boolean => /[A-Za-z0-9]/.test(text.charAt(at));
