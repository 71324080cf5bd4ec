import type { Exchange } from '../../http/types.ts';
import { notObserved } from '../../verdict/not-judged.ts';
import type { CheckContext, Observation } from '../types.ts';
import { sameAnswer } from './response-facts.ts';
import type { Pair } from './same-text.ts';

/** What differs with the length or the time of an answer, not with what it states. */
const DERIVED =
  /^(?:content-length|content-md5|digest|content-digest|etag|date|age|expires|last-modified|server-timing)$/;

/** With one pair, every correlation id would seem to distinguish the users. */
const FEWEST = 2;

const ABOUT = 'the header fields of the answers about a known and an unknown user';

/**
 * Whether a header field distinguishes a known user from an unknown one: in every pair it has one value for the known
 * user and another for the unknown ones. Where one seems to, the last pair is asked again in another order (unknown,
 * unknown, known), so that nodes which take turns prove nothing.
 */
export async function observeHeaders(context: CheckContext, pairs: readonly Pair[]): Promise<Observation> {
  const alike = pairs.filter(({ unknown, known }) => sameAnswer(context, unknown, known));
  const exchanges = alike.flatMap(({ unknown, known }) => [unknown, known]);
  const unjudged = (why: string): Observation => {
    return { about: ABOUT, exchanges, notJudged: notObserved(why), concerns: ['sameHeaders'] };
  };
  if (alike.length < FEWEST) return unjudged(`${ABOUT} cannot be compared: there are too few of them.`);
  const told = [alike, ...byStatus(alike)].find((those) => telling(unknownOf(those), knownOf(those)).length > 0);
  const last = told?.at(-1);
  if (!told || !last) return { about: ABOUT, exchanges, facts: { sameHeaders: true } };
  const [unknown, known] = [unknownOf(told), knownOf(told)];
  const again = [await last.asking.unknown(), await last.asking.unknown(), await last.asking.known()] as const;
  exchanges.push(...again.map(({ exchange }) => exchange));
  if (again.some(({ observation, exchange }) => !observation.facts || !sameAnswer(context, last.unknown, exchange)))
    return unjudged(`${ABOUT} differ, and the requests were answered otherwise when they were sent again.`);
  const [one, other, third] = again.map(({ exchange }) => exchange) as [Exchange, Exchange, Exchange];
  const names = telling([...unknown, one, other], [...known, third]);
  if (names.length === 0) return { about: ABOUT, exchanges, facts: { sameHeaders: true } };
  return { about: `${ABOUT} (${names.join(', ')})`, exchanges, facts: { sameHeaders: false } };
}

const unknownOf = (pairs: readonly Pair[]): Exchange[] => pairs.map(({ unknown }) => unknown);
const knownOf = (pairs: readonly Pair[]): Exchange[] => pairs.map(({ known }) => known);

/** Pairs of one status: one step of a server may add a field that the others know nothing of. */
function byStatus(pairs: readonly Pair[]): Pair[][] {
  const groups = new Map<number, Pair[]>();
  for (const pair of pairs) {
    const status = pair.known.response?.status ?? 0;
    groups.set(status, [...(groups.get(status) ?? []), pair]);
  }
  return [...groups.values()].filter(({ length }) => length >= FEWEST);
}

/** Names of the fields that have one value in all of these answers and another one in all of those. */
function telling(unknown: readonly Exchange[], known: readonly Exchange[]): string[] {
  const names = new Set([...unknown, ...known].flatMap(namesIn));
  return [...names]
    .filter((name) => !DERIVED.test(name))
    .filter((name) => {
      const [ofUnknown, ofKnown] = [valuesOf(unknown, name), valuesOf(known, name)];
      return ofUnknown.size === 1 && ofKnown.size === 1 && [...ofUnknown][0] !== [...ofKnown][0];
    })
    .filter((name) => !isOfRequestLength(name, unknown, known))
    .sort();
}

/** Whether a field counts what was sent: ids of other lengths make requests of other lengths. */
function isOfRequestLength(name: string, unknown: readonly Exchange[], known: readonly Exchange[]): boolean {
  const lengthless = ({ request, response }: Exchange): number =>
    Number(response?.headers.find(([one]) => one.toLowerCase() === name)?.[1]) - (request.body?.length ?? 0);
  const [first = NaN, ...others] = [...unknown, ...known].map(lengthless);
  return others.every((one) => one === first);
}

const namesIn = ({ response }: Exchange): string[] => (response?.headers ?? []).map(([name]) => name.toLowerCase());

function valuesOf(exchanges: readonly Exchange[], name: string): Set<string> {
  const valueIn = ({ response }: Exchange): string =>
    JSON.stringify((response?.headers ?? []).filter(([one]) => one.toLowerCase() === name).map(([, value]) => value));
  return new Set(exchanges.map(valueIn));
}
