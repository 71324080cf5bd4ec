import { inconsistencies, legalInconsistencies, type Answers } from '../consistency.ts';
import { answer } from '../wire.ts';
import type { Right, Wrong } from './tools.ts';

const ANSWERS: Answers = {
  isUnknown: ({ status, body }) => status === 400 && body.includes('USER_NOT_FOUND'),
  success: () => answer(200, { message: 'Success' }),
  crash: answer(500, { message: 'Server Error' }),
  otherStatus: (usual) => ({ ...usual, status: 404 }),
  otherCode: () =>
    answer(400, { error_type: 'USER_ERROR', error_code: 'INVALID_FIELD', error_message: 'There is no such user.' }),
  controls: [
    'missing-id-is-refused',
    'unusable-body-is-refused',
    'number-as-id-is-understood-or-refused',
    'other-media-type-is-understood-or-refused',
    'charset-is-accepted',
    'further-members-are-ignored',
    'padded-id-is-understood-or-refused',
    'version-header-changes-nothing',
    'unknown-version-does-not-crash',
    'unknown-version-is-ignored',
    'wrong-secret-is-refused',
    'call-without-credentials-is-refused',
    'unreadable-credentials-are-refused',
    'existence-is-hidden-from-strangers',
    'null-as-id-is-refused',
    'empty-id-is-refused',
    'blank-id-is-understood-or-refused',
    'id-of-other-type-is-refused',
    'query-operator-as-id-is-refused',
    'other-methods-are-refused',
    'refusals-do-not-depend-on-accept',
  ],
};

/** Answers now this way, now that. */
export const CONSISTENCY: readonly Wrong[] = inconsistencies(ANSWERS);

export const LEGAL_CONSISTENCY: readonly Right[] = legalInconsistencies(ANSWERS);
