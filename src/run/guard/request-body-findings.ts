import type { WireRequest } from '../../http/types.ts';
import { headerValues } from '../../http/message.ts';
import type { Vendor } from '../../spec-loader/types.ts';
import type { KnownIds } from '../known-ids.ts';
import { findingOfNumber, findingOfText, hazard, type GuardFinding } from './findings.ts';
import { namesIn, nodesAt, readTolerantly, scalarsOf, type JsonNode, type Scalar } from './tolerant-json.ts';
import { elementsOfIds, placeOfIds, vocabularyOf } from './allowed-names.ts';
import { holdsConstant, isConstant } from './fixed-values.ts';
import { constantsAt, plainWords, type PlainWord } from './words-of-text.ts';

/** Names that the generated further properties have; a body may hold them whatever they are called. */
const EXTENSION = /^x[_-]/i;

/** Encodings in which the bytes of a body are the characters that are read here. */
const READABLE = /^"?(?:utf-?8|us-ascii|iso-8859-1)"?$/i;

/** What a body names, read as every parser might read it. */
export function findingsOfBody({ body, headers }: WireRequest, vendor: Vendor, known: KnownIds): GuardFinding[] {
  if (!body || body.length === 0) return [];
  const type = headerValues(headers, 'content-type').join(';');
  const charset = /charset=([^;\s]+)/i.exec(type)?.[1];
  if (headerValues(headers, 'content-encoding').length > 0 || (charset !== undefined && !READABLE.test(charset)))
    return [hazard('a body in another encoding')];
  const text = body.toString('utf8');
  const { roots, rest } = readTolerantly(text);
  const isJson = roots.length > 0 && rest.trim() === '';
  const isForm = text.includes('=') && (!isJson || /form/i.test(type));
  const pairs = isForm ? findingsOfForm(text, vendor, known, vocabularyOf(vendor).constants.form) : [];
  if (isForm && !isJson) return pairs;
  return [
    ...pairs,
    ...roots.flatMap((root) => findingsOfRoot(root, vendor, known)),
    ...plainWords(text, text.length - rest.length).flatMap((word) => findingOfWord(word, vendor, known) ?? []),
  ];
}

/**
 * What the pairs of a form or of a query name.
 * @param constants pairs that every valid deletion holds there, as they are written
 */
export function findingsOfForm(
  text: string,
  vendor: Vendor,
  known: KnownIds,
  constants?: ReadonlySet<string>,
): GuardFinding[] {
  return text.split('&').flatMap((pair) => {
    if (constants?.has(pair)) return [];
    const [name = '', ...values] = pair.split('=').map((part) => part.replaceAll('+', ' '));
    return [
      ...decodings(name).flatMap((one) => findingOfName(one, vendor, known) ?? []),
      ...decodings(values.join('=')).flatMap((one) => findingOfText(one, known) ?? []),
    ];
  });
}

/** A text unchanged, decoded once, and twice. */
export function decodings(text: string): string[] {
  const once = decoded(text);
  return [...new Set([...(once === text ? [text] : []), once, decoded(once)])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function findingsOfRoot(root: JsonNode, vendor: Vendor, known: KnownIds): GuardFinding[] {
  return [
    ...findingsAtIds(root, vendor),
    ...scalarsOf(root).flatMap((scalar) => findingOfScalar(scalar, vendor, known) ?? []),
    ...namesIn(root).flatMap((name) => findingOfName(name, vendor, known) ?? []),
  ];
}

function findingOfScalar(scalar: Scalar, vendor: Vendor, known: KnownIds): GuardFinding | undefined {
  const { constants, shortestId, idNames } = vocabularyOf(vendor);
  const { value, name } = scalar;
  if (isConstant(scalar, constants, idNames)) return undefined;
  if (typeof value === 'number') return findingOfNumber(value, known);
  if (typeof value !== 'string') return undefined;
  if (value.length < shortestId && !known.isOurs(value))
    return hazard(`${JSON.stringify(value)}, which is shorter than any id,`);
  const here = constants.values.filter((one) => one.name === name);
  return mildly(value, findingOfText(value, known), here);
}

/** What is in the place of the ids and is neither a text nor a number. */
function findingsAtIds(root: JsonNode, vendor: Vendor): GuardFinding[] {
  const place = placeOfIds(vendor);
  if (place.in !== 'body') return [];
  const { array, inElement } = place;
  // An invalid list is refused or not; it holds nothing to match anybody with.
  if (array !== undefined && nodesAt(root, array).some((one) => one.kind === 'array' && one.elements.length === 0))
    return [hazard('an empty list of ids')];
  return elementsOfIds(root, place).flatMap(({ element, id }) => {
    // What should hold an id and is no object is in the place of one.
    const nodes = inElement !== '' && element.kind !== 'object' && array !== undefined ? [element] : id;
    const odd = nodes.filter((one) => one.kind !== 'scalar' || one.value === null || typeof one.value === 'boolean');
    return odd.map((one) =>
      hazard(`${one.kind === 'scalar' ? String(one.value) : `an ${one.kind}`} in the place of an id`),
    );
  });
}

function findingOfName(name: string, vendor: Vendor, known: KnownIds): GuardFinding | undefined {
  if (name === '' || vocabularyOf(vendor).names.has(name) || EXTENSION.test(name)) return undefined;
  if (/^_method$/i.test(name)) return hazard('an override of the method');
  if (/[$[\]]/.test(name)) return hazard(`the operator ${JSON.stringify(name)}`);
  return findingOfText(name, known);
}

/** What no parser of JSON gets to, word by word: a name is free where a name is, a constant after its name. */
function findingOfWord(plain: PlainWord, vendor: Vendor, known: KnownIds): GuardFinding | undefined {
  const { names, constants, idNames } = vocabularyOf(vendor);
  const { word, isName } = plain;
  if (isName && names.has(word.replace(/^\//, ''))) return undefined;
  const here = constantsAt(plain, constants.values, idNames);
  if (here.some(({ value }) => String(value) === word)) return undefined;
  return mildly(word, findingOfText(word, known), here);
}

/**
 * What was made of a word of every valid deletion ("erasure") is that word with a fault, and hardly anybody's id: it could
 * be, and so it is hazardous.
 */
function mildly(text: string, finding: GuardFinding | undefined, words: readonly Scalar[]): GuardFinding | undefined {
  if (finding?.kind !== 'foreign' || !holdsConstant(text, words)) return finding;
  return hazard(`${JSON.stringify(text)}, made of a word of the contract,`);
}
