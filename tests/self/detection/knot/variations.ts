import { answer } from '../wire.ts';
import { acceptWrongs, chunkedWrongs, variationWrongs, type Dialect } from '../variations.ts';
import { legalVariations } from '../variations-legal.ts';
import type { Right, Wrong } from './tools.ts';

const error = (status: number, type: string, code: string) =>
  answer(status, { error_type: type, error_code: code, error_message: 'Refused.' });

const DIALECT: Dialect = {
  success: () => answer(200, { message: 'Success' }),
  crash: answer(500, { message: 'Server Error' }),
  missing: error(400, 'INVALID_REQUEST', 'INVALID_FIELD'),
  unsupported: error(415, 'INVALID_REQUEST', 'INVALID_FIELD'),
  unauthorized: error(401, 'INVALID_INPUT', 'INVALID_API_KEYS'),
  rows: {
    'any-spelling-of-a-deletion-deletes': {
      refused: 'fail',
      variations: [
        'names.small',
        'names.capitals',
        'accept.any',
        'accept.absent',
        'language.any',
        'language.unknown',
        'coding.identity',
        'coding.all',
        'json.white-space',
        'json.escapes',
      ],
    },
    'any-case-of-a-deletion-is-done-or-refused': {
      refused: 'warn',
      variations: [
        'label.capitals',
        'label.charset',
        'scheme.small',
        'scheme.capitals',
        'json.further-member',
        'framing.expect',
      ],
    },
    'additions-of-clients-change-nothing': {
      variations: [
        'accept.list',
        'language.german',
        'condition.none-match',
        'query.further',
        'json.padded',
        'keys.first',
        'keys.again',
      ],
    },
    'other-label-that-is-accepted-is-carried-out': {
      refused: 'warn',
      variations: [
        'label.absent',
        'label.form',
        'label.text',
        'label.xml',
        'label.problem-json',
        'label.json-seq',
        'label.text-json',
      ],
    },
  },
};

/** Understands fewer spellings of a request than HTTP and JSON have. */
export const VARIATIONS: readonly Wrong[] = [
  ...variationWrongs(DIALECT),
  ...chunkedWrongs(DIALECT),
  ...acceptWrongs(DIALECT),
];

export const LEGAL_VARIATIONS: readonly Right[] = legalVariations(DIALECT);
