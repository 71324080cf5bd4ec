import { inconsistencies, legalInconsistencies, type Answers } from '../consistency.ts';
import { answer } from '../wire.ts';
import { errorOf, type Right, type Wrong } from './tools.ts';

const error = (status: number, code: string) => answer(status, errorOf(status, code).body);

const ANSWERS: Answers = {
  isUnknown: ({ status }) => status === 404,
  success: ({ body }) => answer(202, JSON.parse(body?.toString() ?? '[]')),
  crash: error(500, 'SYSTEM_ERROR'),
  otherStatus: () => answer(202, []),
  otherCode: () => error(404, 'NOT_FOUND'),
  controls: [
    'missing-ids-are-refused',
    'unusable-body-is-refused',
    'number-as-id-is-refused',
    'other-media-type-is-refused',
    'missing-media-type-is-understood-or-refused',
    'charset-is-accepted',
    'id-of-wrong-length-is-refused',
    'illegal-character-is-refused',
    'well-formed-id-is-not-refused',
    'capitals-are-not-refused',
    'rfc-signature-is-accepted',
    'wrong-signature-is-refused',
    'absent-signature-is-refused',
    'other-body-is-refused',
    'unbound-signature-is-refused',
    'weak-method-is-refused',
    'stale-signature-is-refused',
    'call-without-credentials-is-refused',
    'existence-is-hidden-from-strangers',
    'null-or-empty-id-is-refused',
    'id-of-other-type-is-refused',
    'query-operator-as-id-is-refused',
    'refusals-do-not-depend-on-accept',
  ],
};

/** Answers now this way, now that. */
export const CONSISTENCY: readonly Wrong[] = inconsistencies(ANSWERS);

export const LEGAL_CONSISTENCY: readonly Right[] = legalInconsistencies(ANSWERS);
