import type { Answer } from '../../../../src/sandbox/answer.ts';
import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { hidingTexts, tellingTexts, type Asked, type ErrorBody, type Hidden } from '../telling-texts.ts';
import { fails, warns } from '../types.ts';
import { namedIn, ownTenant, type Right, type Wrong } from './tools.ts';

type Edit = (usual: ErrorBody, asked: Asked) => object;

const STRANGERS: Hidden<KnotRun> = {
  name: 'strangers',
  who: 'Callers with bad credentials',
  primary: fails('texts-hide-existence-from-strangers'),
  requirements: ['texts-hide-existence-from-strangers', 'existence-is-hidden-from-strangers'],
  change: (edit) => {
    const edited = editing(edit);
    return {
      behaviour: {
        refuseCredentials: (call) =>
          edited(KNOT.refuseCredentials(call), call, ownTenant(call).users.find(namedIn(call)) !== undefined),
      },
    };
  },
};

const OTHER_CLIENTS: Hidden<KnotRun> = {
  name: 'other-clients',
  who: 'Callers who name a user of another client',
  primary: warns('text-hides-users-of-other-clients'),
  requirements: ['text-hides-users-of-other-clients', 'user-of-other-client-is-answered-like-an-unknown-one'],
  change: (edit) => {
    const edited = editing(edit);
    return {
      behaviour: {
        answerUnknownUser: (call, id) =>
          edited(
            KNOT.answerUnknownUser(call, id),
            call,
            call.tenants.some((tenant) => tenant.users.find(id) !== undefined),
          ),
      },
    };
  },
};

export const TELLING_TEXTS: readonly Wrong[] = [STRANGERS, OTHER_CLIENTS].flatMap((hidden) => tellingTexts(hidden));
export const HIDING_TEXTS: readonly Right[] = [STRANGERS, OTHER_CLIENTS].flatMap((hidden) => hidingTexts(hidden));

/** Answers of deletions, edited one after another. */
function editing(edit: Edit) {
  let count = 0;
  return (usual: Answer, call: KnotCall, known: boolean): Answer => {
    if (call.operation !== 'deletion') return usual;
    const body = usual.body as { error_message: string };
    const say = (error_message: string): object => ({ ...body, error_message });
    const authorization = call.request.headers.get('authorization') ?? '';
    count += 1;
    return {
      ...usual,
      body: edit({ body, text: body.error_message, say }, { id: namedIn(call), known, authorization, count }),
    };
  };
}
