import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { baseStrings, signs } from '../../../../src/sandbox/mastercard/oauth-signature.ts';
import { authenticationFailed, gatewayError } from '../../../../src/sandbox/mastercard/errors.ts';
import { Refusal, type Answer } from '../../../../src/sandbox/answer.ts';
import { legal } from '../types.ts';
import { ERASURES } from './erasures.ts';
import { errorOf, livingOf, namedIn, refuse, steps, type Right } from './tools.ts';

interface Body {
  Errors: { Error: object[] };
}

/** What the rules allow of lists of users and of lists of errors. */
export const LEGAL_LISTS: readonly Right[] = [
  legal(
    'other-spelling-is-listed',
    'An id that is asked for in two spellings is listed in the last one (A43).',
    steps({
      answerDeleted(call, deleted) {
        const asked = namedIn(call);
        const last = (id: string) => asked.findLast((one) => one.toLowerCase() === id.toLowerCase()) ?? id;
        return { status: 202, body: deleted.map(last) };
      },
    }),
  ),
  legal(
    'capitals-mean-the-same-user',
    'Ids are one user in any case, and are listed as they were issued (C7, A43).',
    steps({
      readDeletion: (call) => [...new Set(MASTERCARD.readDeletion(call).map((id) => id.toLowerCase()))],
    }),
  ),
  legal(
    'gateway-error-first',
    "The gateway's error comes before the service's own (A43).",
    withErrors((own) => [gatewayOf('SYSTEM_ERROR'), ...own]),
  ),
  legal(
    'further-error-last',
    'A further error follows the expected one (A43).',
    withErrors((own) => [...own, ...own.map((one) => ({ ...one, ReasonCode: 'FURTHER_ERROR' }))]),
  ),
  legal('errors-in-any-order', 'Every refusal lists two errors, now in this order, now in that one (A43).', () => {
    let count = 0;
    return {
      behaviour: {
        render(call, answer) {
          const own = (answer.body as Partial<Body> | undefined)?.Errors?.Error;
          if (!own) return MASTERCARD.render(call, answer);
          const both = [gatewayOf('MISSING_REQUIRED_INPUT'), ...own];
          return MASTERCARD.render(call, {
            ...answer,
            body: { Errors: { Error: count++ % 2 ? both.toReversed() : both } },
          });
        },
      },
    };
  }),
  legal(
    'source-is-gateway',
    'The Source of every error is Gateway (A43).',
    withErrors((own) => own.map((one) => ({ ...one, Source: 'Gateway' }))),
  ),
  legal(
    'once-encoded-alone',
    'Signatures of the doubly encoded base string are refused (C26).',
    steps({
      checkSignature({ request }, parameters, { credentials }) {
        const [once] = baseStrings(request, parameters);
        if (!signs(credentials.publicKey, [once], parameters.get('oauth_signature') ?? ''))
          throw new Refusal(authenticationFailed('OAuth Signature parameter failed verification.'));
      },
    }),
    { 'rfc-signature-is-accepted': 'C26: the doubly encoded form is wished' },
  ),
  legal(
    'faults-are-422',
    'What a requirement lets be refused with any 4xx is answered 422 (A19).',
    steps({
      async handle(call) {
        const answer = await answered(() => MASTERCARD.handle(call));
        const ids = namedIn(call);
        const counted =
          ids.length === 0 || ids.length > 500 || ids.some((id) => id.length !== 36 || /[^0-9a-f-]/i.test(id));
        const isList = call.body.toString().startsWith('[');
        return call.operation === 'deletion' && answer.status === 400 && !(isList && counted) && !isGateway(answer)
          ? { ...answer, status: 422 }
          : answer;
      },
    }),
    {
      'unusable-body-is-refused': 'C10: 400 is wished',
      'missing-ids-are-refused': 'C10: 400 is wished',
      'list-in-an-object-is-refused': 'C10: 400 is wished',
      'confusing-value-is-refused': 'C11: 400 is wished',
      'number-as-id-is-refused': 'C11: 400 is wished',
      'null-or-empty-id-is-refused': 'C11: 400 is wished',
      'id-of-other-type-is-refused': 'C11: 400 is wished',
      'query-operator-as-id-is-refused': 'C11: 400 is wished',
      'bad-id-beside-a-good-one-is-answered-truly': 'C9: 400 is wished',
      'null-beside-a-good-id-is-answered-truly': 'C9: 400 is wished',
    },
  ),
  legal(
    'duplicates-are-refused',
    'A list that names an id twice is refused with 400 before anything is deleted (C12).',
    steps({
      deletion: (call, issuer) =>
        new Set(namedIn(call)).size < namedIn(call).length
          ? refuse(400, 'INVALID_REQUEST_PARAMETER')
          : MASTERCARD.deletion(call, issuer),
    }),
    {
      'same-id-twice-is-one-user': 'C12: 202 is wished',
      'list-that-names-a-user-twice-deletes-each-user': 'C12: 202 is wished',
    },
  ),
  ...[401, 403, 404].map((status) =>
    legal(
      `foreign-lists-${status}`,
      `A list with another issuer's user is refused whole with ${status} (C24, A18).`,
      steps({
        deletion(call, issuer) {
          const ids = namedIn(call);
          const foreign = call.state.issuers.some((one) => one !== issuer && livingOf(one, ids).length > 0);
          if (!foreign) return MASTERCARD.deletion(call, issuer);
          // The text of an unknown id too: another one shows who exists (A41).
          return status === 404 ? MASTERCARD.answerUnknownUser(call) : errorOf(status, 'USER_NOT_FOUND');
        },
      }),
      status === 404 ? {} : { 'user-of-another-issuer-survives': 'A7: the answer of an unknown id is wished' },
    ),
  ),
  legal(
    'overlaps-one-404',
    'Of two overlapping lists at the same time, the second is answered 404 (C22).',
    () => {
      const busy = new Set<string>();
      return {
        behaviour: {
          async deletion(call, issuer) {
            const ids = namedIn(call);
            if (ids.some((id) => busy.has(id))) return errorOf(404, 'USER_NOT_FOUND');
            ids.forEach((id) => busy.add(id));
            const answer = await answered(() => MASTERCARD.deletion(call, issuer));
            setTimeout(() => ids.forEach((id) => busy.delete(id)), 0);
            return answer;
          },
        },
      };
    },
    {},
    { requirements: ['overlapping-lists-at-the-same-time-all-end-well'] },
  ),
  legal(
    'scores-move',
    'The score of a user is another one at every read (A34).',
    () => {
      let grams = 100;
      return {
        behaviour: {
          async carbonScore(call, issuer) {
            const answer = await MASTERCARD.carbonScore(call, issuer);
            return { ...answer, body: { ...(answer.body as object), carbonEmissionInGrams: `${(grams += 1)}.00` } };
          },
        },
      };
    },
    {},
    { requirements: ['other-users-keep-everything', 'no-read-shows-a-deleted-user'] },
  ),
  legal(
    'scores-move-with-time',
    'The score of a user grows by the second (A34).',
    () => ({
      deletionDelayMs: 700,
      behaviour: {
        async carbonScore(call, issuer) {
          const answer = await MASTERCARD.carbonScore(call, issuer);
          return {
            ...answer,
            body: { ...(answer.body as object), carbonEmissionInGrams: `${call.state.clock.now() % 1e9}` },
          };
        },
      },
    }),
    {},
    { requirements: ['other-users-keep-everything', 'no-read-shows-a-deleted-user'] },
  ),
  legal(
    'being-terminated-for-ever',
    'A deleted user is shown as being terminated, and never as gone (C21).',
    () => {
      const known = new Set<string>();
      return {
        behaviour: {
          stateOf(call, issuer, userid) {
            const state = MASTERCARD.stateOf(call, issuer, userid);
            if (state === 'living') known.add(userid);
            return state === 'gone' && known.has(userid) ? 'terminating' : state;
          },
        },
      };
    },
    Object.fromEntries(ERASURES.map((slug) => [slug, 'C21: warns'])),
  ),
];

async function answered(act: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

const isGateway = ({ body }: Answer): boolean => JSON.stringify(body ?? '').includes('"Gateway"');

const gatewayOf = (code: string): object =>
  (gatewayError(400, code, 'The gateway has more to say.').body as Body).Errors.Error[0] ?? {};

/** Other errors in every refusal of a deletion by the service. */
function withErrors(edit: (own: readonly Record<string, unknown>[]) => readonly object[]) {
  return steps({
    async handle(call) {
      const answer = await answered(() => MASTERCARD.handle(call));
      if (call.operation !== 'deletion' || answer.status < 400 || isGateway(answer)) return answer;
      const { Errors } = answer.body as Body;
      return { ...answer, body: { Errors: { Error: edit(Errors.Error as Record<string, unknown>[]) } } };
    },
  });
}
