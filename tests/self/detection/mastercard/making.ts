import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { broken, fails } from '../types.ts';
import { drop, livingOf, namedIn, steps, type Wrong } from './tools.ts';

interface Enrolment {
  readonly email?: { readonly value?: string };
  readonly name?: unknown;
  readonly cardBaseCurrency?: string;
}

/** Carries deletions out by what the enrolments said. */
const enrolled =
  (
    deletes: (
      said: ReadonlyMap<string, Enrolment>,
      call: MastercardCall,
      issuer: Issuer,
      ids: readonly string[],
    ) => string[],
  ) =>
  (): MastercardRun => {
    const said = new Map<string, Enrolment>();
    return {
      behaviour: {
        async enrolment(call, issuer) {
          const answer = await MASTERCARD.enrolment(call, issuer);
          const { userid } = (answer.body ?? {}) as { userid?: string };
          if (userid !== undefined) said.set(userid, JSON.parse(call.body.toString()) as Enrolment);
          return answer;
        },
        deleteUsers: (call, issuer, ids) => deletes(said, call, issuer, ids),
      },
    };
  };

/** Lists and leaves whom `isKept` picks. */
const keeps = (isKept: (said: Enrolment) => boolean) =>
  enrolled((said, _call, issuer, ids) =>
    ids.filter((id) => (isKept(said.get(id) ?? {}) ? livingOf(issuer, [id]).length > 0 : issuer.users.delete(id))),
  );

/** Whoever has the e-mail address of a deleted user goes too, at these issuers. */
const sharing = (issuers: (call: MastercardCall, issuer: Issuer) => readonly Issuer[]) =>
  enrolled((said, call, issuer, ids) => {
    const deleted = ids.filter((id) => issuer.users.delete(id));
    const emails = new Set(deleted.map((id) => said.get(id)?.email?.value));
    for (const one of issuers(call, issuer)) drop(one, (id) => emails.has(said.get(id)?.email?.value ?? ''));
    return deleted;
  });

const OTHERWISE = { requirements: ['user-who-was-enrolled-otherwise-is-deleted'] };

/** What becomes of a user depends on how they were enrolled, what they share, and what was tried before. */
export const MAKING: readonly Wrong[] = [
  broken(
    'minimal-users-kept',
    'Who was enrolled without a name is listed and stays.',
    fails('user-who-was-enrolled-otherwise-is-deleted'),
    keeps(({ name }) => name === undefined),
    OTHERWISE,
  ),
  broken(
    'other-currency-kept',
    'Who has another currency than USD is listed and stays.',
    fails('user-who-was-enrolled-otherwise-is-deleted'),
    keeps(({ cardBaseCurrency }) => cardBaseCurrency !== 'USD'),
    OTHERWISE,
  ),
  broken(
    'same-email-goes-too',
    'Who shares the e-mail address goes too.',
    fails('user-who-shares-all-but-the-card-survives'),
    sharing((_call, issuer) => [issuer]),
    { requirements: ['user-who-shares-all-but-the-card-survives'] },
  ),
  broken(
    'same-email-of-other-issuer-goes-too',
    'A user of another issuer who shares the e-mail address goes too.',
    fails('user-of-other-issuer-who-shares-all-but-the-card-survives'),
    sharing(({ state }, issuer) => state.issuers.filter((one) => one !== issuer)),
    { requirements: ['user-of-other-issuer-who-shares-all-but-the-card-survives'] },
  ),
  broken(
    'second-issuer-kept',
    'The users of the second issuer are listed and stay.',
    fails('user-of-second-issuer-is-deleted'),
    steps({
      deleteUsers: ({ state }, issuer, ids) =>
        issuer === state.issuers[0] ? ids.filter((id) => issuer.users.delete(id)) : livingOf(issuer, ids),
    }),
    { requirements: ['user-of-second-issuer-is-deleted'] },
  ),
  broken(
    'never-read-kept',
    'Who was never read is in no cache; they are listed and stay.',
    fails('user-whom-nobody-has-read-is-deleted'),
    () => {
      const read = new Set<string>();
      return {
        behaviour: {
          carbonScore(call, issuer) {
            read.add(call.userid);
            return MASTERCARD.carbonScore(call, issuer);
          },
          dashboard(call, issuer) {
            read.add(call.userid);
            return MASTERCARD.dashboard(call, issuer);
          },
          deleteUsers: (_call, issuer, ids) =>
            ids.filter((id) => (read.has(id) ? issuer.users.delete(id) : livingOf(issuer, [id]).length > 0)),
        },
      };
    },
    { requirements: ['user-whom-nobody-has-read-is-deleted'] },
  ),
  broken(
    'refused-lists-leave-marks',
    'A list that is refused marks its users as being deleted; a later one lists and skips them.',
    fails('deletion-after-refused-ones-is-done'),
    () => {
      const marked = new Set<string>();
      return {
        behaviour: {
          readDeletion(call) {
            try {
              return MASTERCARD.readDeletion(call);
            } catch (error) {
              namedIn(call).forEach((id) => marked.add(id));
              throw error;
            }
          },
          deleteUsers: (_call, issuer, ids) =>
            ids.filter((id) => (marked.has(id) ? livingOf(issuer, [id]).length > 0 : issuer.users.delete(id))),
        },
      };
    },
    { requirements: ['deletion-after-refused-ones-is-done'] },
  ),
];
