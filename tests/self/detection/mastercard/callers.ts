import type { Answer } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer } from '../../../../src/sandbox/mastercard/steps.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { broken, fails } from '../types.ts';
import { answer } from '../wire.ts';
import { aTurn, livingOf, steps, type Wrong } from './tools.ts';

const READ = fails('no-read-shows-a-deleted-user');

/** Faults that only other callers, clients and routes meet. */
export const CALLERS: readonly Wrong[] = [
  broken('scores-cached-by-accept', 'Scores are cached for each Accept but that of JSON.', READ, () => {
    const cache = new Map<string, Answer>();
    return steps({
      async carbonScore(call, issuer) {
        const accept = call.request.headers.get('accept');
        if (accept === 'application/json') return MASTERCARD.carbonScore(call, issuer);
        const key = `${String(accept)} ${new URL(call.request.url).pathname}`;
        const now = cache.get(key) ?? (await MASTERCARD.carbonScore(call, issuer));
        if (now.status === 200) cache.set(key, now);
        return now;
      },
    })();
  }),
  broken('dashboard-without-language-cached', 'The dashboard without a language is cached.', READ, () => {
    const cache = new Map<string, Answer>();
    return steps({
      async dashboard(call, issuer) {
        const { pathname, searchParams } = new URL(call.request.url);
        if (searchParams.has('lang')) return MASTERCARD.dashboard(call, issuer);
        const now = cache.get(pathname) ?? (await MASTERCARD.dashboard(call, issuer));
        if (now.status === 200) cache.set(pathname, now);
        return now;
      },
    })();
  }),
  broken(
    'signature-in-a-shared-variable',
    'Whether the signature is right is kept in a variable of the process over an access to the store.',
    fails('callers-at-the-same-time-are-kept-apart'),
    () => {
      let current: () => Issuer;
      return {
        behaviour: {
          async authenticate(call) {
            try {
              const issuer = await MASTERCARD.authenticate(call);
              current = () => issuer;
            } catch (refusal) {
              current = () => {
                throw refusal;
              };
            }
            await aTurn();
            return current();
          },
        },
      };
    },
  ),
  broken(
    'issuer-in-a-shared-variable',
    'Whose users are deleted is kept in a variable of the process over an access to the store.',
    fails('callers-at-the-same-time-are-kept-apart'),
    () => {
      let current: Issuer;
      return {
        behaviour: {
          authenticate: async (call) => (current = await MASTERCARD.authenticate(call)),
          async deleteUsers(_call, _issuer, ids) {
            await aTurn();
            return ids.filter((id) => current.users.delete(id));
          },
        },
      };
    },
  ),
  broken(
    'store-is-exposed',
    'The framework exposes the users by itself: DELETE /issuers/users/{userid} asks for no credentials.',
    fails('other-routes-of-a-user-need-credentials'),
    (): MastercardRun => {
      let own: Issuer | undefined;
      return {
        behaviour: {
          handle(call) {
            own = call.state.issuers[0];
            return MASTERCARD.handle(call);
          },
        },
        through: (inner) => async (request, limits) => {
          const [, id] = /\/issuers\/users\/([^/?]+)$/.exec(new URL(request.url).pathname) ?? [];
          if (request.method !== 'DELETE' || id === undefined) return inner(request, limits);
          return answer(own?.users.delete(id) ? 204 : 404, {});
        },
      };
    },
  ),
  broken(
    'refused-enrolment-takes-the-card',
    'A second enrolment of a card is refused, and the first user is listed from then on, and kept.',
    fails('user-whose-card-was-offered-again-is-deleted'),
    () => {
      const byCard = new Map<string, string>();
      const lost = new Set<string>();
      return steps({
        async enrolment(call, issuer) {
          const { cardNumber = '' } = JSON.parse(call.body.toString()) as { cardNumber?: string };
          const refused = (): void => {
            const first = byCard.get(cardNumber);
            if (first !== undefined) lost.add(first);
          };
          try {
            const now = await MASTERCARD.enrolment(call, issuer);
            const { userid } = (now.body ?? {}) as { userid?: string };
            if (userid === undefined) refused();
            else byCard.set(cardNumber, userid);
            return now;
          } catch (error) {
            refused();
            throw error;
          }
        },
        deleteUsers: (_call, issuer, ids) =>
          ids.filter((id) => (lost.has(id) ? livingOf(issuer, [id]).length > 0 : issuer.users.delete(id))),
      })();
    },
  ),
];
