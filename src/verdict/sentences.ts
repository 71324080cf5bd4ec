import type { Violation } from './condition.ts';
import { FURTHER_SENTENCES } from './further-sentences.ts';
import { capital, type SentenceOf } from './sentence.ts';
import type { Facts } from './types.ts';

/**
 * What a violation means, as one plain sentence: what happened, not which rule it breaks.
 * @param about what was looked at, as the check names it
 * @param violation the key that does not hold
 * @param facts all that the check saw of it
 */
export function violationSentence(about: string, violation: Violation, facts: Facts): string {
  const sentence = SENTENCES[violation.key] ?? (violation.key.startsWith('/') ? bodyMember : anyFact);
  return sentence(about, violation, facts);
}

const SENTENCES: Readonly<Record<string, SentenceOf>> = {
  status: (about, { actual, expected }) => `${answered(actual)} instead of ${expected}: ${about}.`,
  victim: (about, { actual }) => victimSentence(about, actual),
  firstLook: (about, { actual }) => `In the first look after the deletion, ${about} ${state(actual)}.`,
  bystander: (about, { actual }) => `${capital(about)} ${state(actual)}.`,
  effect: (about, { actual }) => effectSentence(about, actual),
  listed: (about, { actual }) => `The answer lists ${LISTED[actual] ?? actual}: ${about}.`,
  likeControl: (about, { actual }) =>
    `Answered ${actual === 'true' ? 'like' : 'unlike'} the same request without the difference: ${about}.`,
  sameText: (about) => `The texts differ, and so show which of the users exists: ${about}.`,
  documented: (about) => `The contract does not document this answer: ${about}.`,
  json: (about, _, facts) => `${received(facts)} instead of JSON: ${about}.`,
  mediaType: (about, _, facts) =>
    facts['json'] === false
      ? `${received(facts)} instead of JSON: ${about}.`
      : `The media type is not documented (${received(facts)}): ${about}.`,
  schema: (about, _, facts) =>
    facts['json'] === false
      ? `${received(facts)} instead of JSON: ${about}.`
      : `The body does not conform to its schema: ${about}.`,
  bom: (about) => `The body begins with a byte order mark: ${about}.`,
  compression: (about) => `The body is compressed although nobody asked for it: ${about}.`,
  secret: (about, { actual }) => `The answer contains a secret (${actual}): ${about}.`,
  stackTrace: (about) => `The answer contains a stack trace: ${about}.`,
  ...FURTHER_SENTENCES,
};

/** A deleted user that is there, or one that a faulty request named and that is not. */
function victimSentence(about: string, seen: string): string {
  const [, requests] = /^the victim of (?:one request|\d+ requests) \((.*)\)$/s.exec(about) ?? [];
  if (requests === undefined) return `${capital(about)} ${state(seen)}.`;
  return seen === 'gone' || seen === 'terminating'
    ? `A request that must be refused deleted a user: ${requests}.`
    : `A user named in a request that must be refused ${state(seen)}: ${requests}.`;
}

const STATES: Readonly<Record<string, string>> = {
  living: 'still exists',
  gone: 'is gone',
  terminating: 'is still being deleted',
  'answered 500': 'can no longer be read: the call answered 500',
};

const state = (seen: string): string => STATES[seen] ?? `was seen ${seen}`;

const LISTED: Readonly<Record<string, string>> = {
  all: 'every id that was sent',
  some: 'only some of the ids that were sent',
  none: 'none of the ids that were sent',
  others: 'ids that were not sent',
};

const ANSWERS: Readonly<Record<string, string>> = {
  listed: 'that the answer lists as deleted',
  unlisted: 'that the answer to an accepted request does not list',
  accepted: 'whose deletion was accepted',
  refused: 'whose deletion was refused',
};

/** "listed and living": "A user that the answer lists as deleted still exists: …". */
function effectSentence(about: string, effect: string): string {
  const [answer = '', seen = ''] = effect.split(' and ');
  return `A user ${ANSWERS[answer] ?? answer} ${state(seen)}: ${about}.`;
}

const bodyMember: SentenceOf = (about, { key, actual, expected }) =>
  actual === 'absent'
    ? `The answer has no ${key}, which must be ${expected}: ${about}.`
    : `The answer has ${actual} at ${key} instead of ${expected}: ${about}.`;

const anyFact: SentenceOf = (about, { key, actual, expected }) =>
  `${capital(key)} is ${actual} instead of ${expected}: ${about}.`;

/** `none (timeout)`: no answer came. */
function answered(status: string): string {
  const [, why] = /^none \((.*)\)$/.exec(status) ?? [];
  return why === undefined ? `Answered ${status}` : `Not answered (${why})`;
}

/** What the answer stated it was. */
const received = ({ received: kind }: Facts): string => (typeof kind === 'string' ? kind : 'Text that is not JSON');
