import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { broken, fails, warns } from '../types.ts';
import { errorOf, namedIn, type Wrong } from './tools.ts';

interface Enrolment {
  readonly cardNumber?: string;
  readonly email?: { readonly value?: string };
}

/** An unknown user is refused with a text about somebody who was enrolled. */
const telling =
  (tells: (said: ReadonlyMap<string, Enrolment>, named: readonly string[]) => string | undefined) => () => {
    const said = new Map<string, Enrolment>();
    return {
      behaviour: {
        async enrolment(
          call: Parameters<typeof MASTERCARD.enrolment>[0],
          issuer: Parameters<typeof MASTERCARD.enrolment>[1],
        ) {
          const answer = await MASTERCARD.enrolment(call, issuer);
          const { userid } = (answer.body ?? {}) as { userid?: string };
          if (userid !== undefined) said.set(userid, JSON.parse(call.body.toString()) as Enrolment);
          return answer;
        },
        answerUnknownUser(call: Parameters<typeof MASTERCARD.answerUnknownUser>[0]) {
          const told = tells(said, namedIn(call));
          const usual = MASTERCARD.answerUnknownUser(call);
          const [error] = (usual.body as { Errors: { Error: { ReasonCode: string }[] } }).Errors.Error;
          return told === undefined ? usual : errorOf(usual.status, error?.ReasonCode ?? '', { Details: told });
        },
      },
    };
  };

/** What was erased is told again, or what is another user's. */
export const ERASED_DATA: readonly Wrong[] = [
  broken(
    'error-tells-the-address',
    'The error of a second deletion names the e-mail address of the user who was deleted.',
    warns('responses-hold-no-erased-data'),
    telling((said, named) => named.flatMap((id) => said.get(id)?.email?.value ?? []).at(0)),
  ),
  broken(
    'error-tells-the-last-card',
    'A refused deletion names the card of the user who was enrolled last.',
    fails('responses-name-no-other-user'),
    telling((said, named) =>
      [...said]
        .filter(([id]) => !named.includes(id))
        .map(([, one]) => one.cardNumber)
        .at(-1),
    ),
  ),
];
