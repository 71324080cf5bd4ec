import { Refusal, type Answer } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { hidingTexts, tellingTexts, type Asked, type ErrorBody, type Hidden } from '../telling-texts.ts';
import { fails, warns } from '../types.ts';
import { livingOf, namedIn, ownIssuer, type Right, type Wrong } from './tools.ts';

type Edit = (usual: ErrorBody, asked: Asked) => object;

const STRANGERS: Hidden<MastercardRun> = {
  name: 'strangers',
  who: 'Callers with bad credentials',
  primary: fails('texts-hide-existence-from-strangers'),
  requirements: ['texts-hide-existence-from-strangers', 'existence-is-hidden-from-strangers'],
  change: (edit) => {
    const edited = editing(edit);
    return {
      behaviour: {
        async authenticate(call) {
          try {
            return await MASTERCARD.authenticate(call);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            throw new Refusal(edited(error.answer, call, livingOf(ownIssuer(call), namedIn(call)).length > 0));
          }
        },
      },
    };
  },
};

const OTHER_ISSUERS: Hidden<MastercardRun> = {
  name: 'other-issuers',
  who: "Callers who name another issuer's user",
  primary: warns('text-hides-users-of-other-issuers'),
  requirements: ['text-hides-users-of-other-issuers', 'user-of-another-issuer-survives'],
  change: (edit) => {
    const edited = editing(edit);
    return {
      behaviour: {
        answerUnknownUser: (call) =>
          edited(
            MASTERCARD.answerUnknownUser(call),
            call,
            call.state.issuers.some((one) => livingOf(one, namedIn(call)).length > 0),
          ),
      },
    };
  },
};

export const TELLING_TEXTS: readonly Wrong[] = [STRANGERS, OTHER_ISSUERS].flatMap((hidden) => tellingTexts(hidden));
export const HIDING_TEXTS: readonly Right[] = [STRANGERS, OTHER_ISSUERS].flatMap((hidden) => hidingTexts(hidden));

interface Errors {
  readonly Errors: { readonly Error: readonly { readonly Description: string }[] };
}

/** Answers of deletions, edited one after another. */
function editing(edit: Edit) {
  let count = 0;
  return (usual: Answer, call: MastercardCall, known: boolean): Answer => {
    if (call.operation !== 'deletion') return usual;
    const [first] = (usual.body as Errors).Errors.Error;
    const say = (Description: string): object => ({ ...first, Description });
    const authorization = call.request.headers.get('authorization') ?? '';
    count += 1;
    const asked = { id: namedIn(call)[0] ?? '', known, authorization, count };
    const error = edit({ body: first ?? {}, text: first?.Description ?? '', say }, asked);
    return { ...usual, body: { Errors: { Error: [error] } } };
  };
}
