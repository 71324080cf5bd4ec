import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer, MastercardBehaviour, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import { broken, fails, warns } from '../types.ts';
import { idsOf, type Wrong } from './tools.ts';

const KEEPS = 'other-users-keep-everything';
const EVERYWHERE = 'no-read-shows-a-deleted-user';
const ANOTHER = 'user-enrolled-again-is-another-user';

/** The reads of a user, by what they show. */
const READS: Readonly<Record<string, (call: MastercardCall) => boolean>> = {
  score: ({ operation }) => operation === 'carbonScore',
  dashboard: ({ operation }) => operation === 'dashboard',
  'dashboard in one language': ({ operation, request }) => operation === 'dashboard' && !request.url.includes('en-US'),
};

/** Parts of others are lost, parts of the deleted are left, and what was deleted comes back, each at its place. */
export const PARTS: readonly Wrong[] = [
  ...Object.entries(READS).flatMap(([what, isIt]) => [
    broken(
      `others-lose-${slug(what)}`,
      `A deletion takes the ${what} of everybody else.`,
      fails(KEEPS),
      () => {
        const lost = new Set<string>();
        return {
          behaviour: {
            ...noting(lost),
            stateOf: (call: MastercardCall, issuer: Issuer, id: string) =>
              lost.has(id) && isIt(call) ? 'gone' : MASTERCARD.stateOf(call, issuer, id),
          },
        };
      },
      { requirements: [KEEPS] },
    ),
    broken(
      `left-behind-${slug(what)}`,
      `The ${what} of a deleted user goes on being shown.`,
      fails(EVERYWHERE),
      () => {
        const shown = new Set<string>();
        return {
          behaviour: {
            stateOf(call: MastercardCall, issuer: Issuer, id: string) {
              const state = MASTERCARD.stateOf(call, issuer, id);
              if (state === 'living') shown.add(id);
              return shown.has(id) && isIt(call) ? 'living' : state;
            },
          },
        };
      },
      { requirements: [EVERYWHERE] },
    ),
  ]),
  broken(
    'others-lose-the-value-of-their-score',
    'A deletion empties the score of everybody else.',
    fails(KEEPS),
    () => {
      const lost = new Set<string>();
      return {
        behaviour: {
          ...noting(lost),
          carbonScore(call, issuer) {
            const answer = MASTERCARD.carbonScore(call, issuer);
            return lost.has(call.userid) ? { status: 200, body: { aggregateDate: 'june-2026' } } : answer;
          },
        },
      };
    },
    { requirements: [KEEPS] },
  ),
  broken(
    'old-id-is-back-with-the-card',
    'The old id is shown again once its card is enrolled again.',
    fails(ANOTHER),
    () => {
      const former = new Map<string, string>();
      const back = new Set<string>();
      return {
        behaviour: {
          deleteUsers(call, issuer, ids) {
            for (const id of ids) former.set(issuer.users.users.get(id)?.cardNumber ?? '', id);
            return MASTERCARD.deleteUsers(call, issuer, ids);
          },
          enrolment(call, issuer) {
            const { cardNumber = '' } = call.steps.readEnrolment(call) as { cardNumber?: string };
            const old = former.get(cardNumber);
            if (old !== undefined) back.add(old);
            return MASTERCARD.enrolment(call, issuer);
          },
          stateOf: (call, issuer, id) => (back.has(id) ? 'living' : MASTERCARD.stateOf(call, issuer, id)),
        },
      };
    },
    { requirements: [ANOTHER] },
  ),
  broken(
    'old-deletion-takes-the-new-user',
    'A second after a deletion a job takes everybody who has the card.',
    fails(ANOTHER),
    () => {
      const due = new Map<string, number>();
      return {
        behaviour: {
          deleteUsers(call, issuer, ids) {
            for (const id of ids) {
              const card = issuer.users.users.get(id)?.cardNumber;
              if (card !== undefined && !due.has(card)) due.set(card, call.state.clock.now() + 1000);
            }
            return MASTERCARD.deleteUsers(call, issuer, ids);
          },
          stateOf(call, issuer, id) {
            const card = issuer.users.users.get(id)?.cardNumber ?? '';
            if (call.state.clock.now() >= (due.get(card) ?? Infinity)) issuer.users.delete(id);
            return MASTERCARD.stateOf(call, issuer, id);
          },
        },
      };
    },
    { requirements: [ANOTHER] },
  ),
  broken(
    'enrolling-again-crashes',
    'An enrolment with the card of a deleted user is answered 500.',
    warns(ANOTHER),
    () => {
      const before = new Set<string>();
      return {
        behaviour: {
          deleteUsers(call, issuer, ids) {
            for (const id of ids) before.add(issuer.users.users.get(id)?.cardNumber ?? '');
            return MASTERCARD.deleteUsers(call, issuer, ids);
          },
          enrolment(call, issuer) {
            const { cardNumber = '' } = call.steps.readEnrolment(call) as { cardNumber?: string };
            if (before.has(cardNumber)) throw new Error('duplicate key');
            return MASTERCARD.enrolment(call, issuer);
          },
        },
      };
    },
    { requirements: [ANOTHER] },
  ),
];

function slug(text: string): string {
  return text.replaceAll(' ', '-');
}

/** Notes everybody who is there when somebody is deleted. */
function noting(others: Set<string>): Partial<MastercardBehaviour> {
  return {
    deleteUsers(_call, issuer: Issuer, ids) {
      const deleted = ids.filter((id) => issuer.users.delete(id));
      if (deleted.length > 0) for (const id of idsOf(issuer)) others.add(id);
      return deleted;
    },
  };
}
