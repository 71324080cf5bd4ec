import { broken, fails } from '../types.ts';
import { answer } from '../wire.ts';
import { acceptWrongs, chunkedWrongs, variationWrongs, type Dialect } from '../variations.ts';
import { legalVariations } from '../variations-legal.ts';
import { errorOf, steps, type Right, type Wrong } from './tools.ts';
import { isJson } from '../../../../src/sandbox/body.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';

const error = (status: number, code: string) => answer(status, errorOf(status, code).body);

const DIALECT: Dialect = {
  success: ({ body }) => answer(202, JSON.parse(body?.toString() ?? '[]')),
  crash: error(500, 'SYSTEM_ERROR'),
  missing: error(400, 'INVALID_REQUEST_PARAMETER'),
  unsupported: error(415, 'UNSUPPORTED_MEDIA_TYPE'),
  unauthorized: error(401, 'AUTHENTICATION_FAILED'),
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
        'oauth.reversed',
        'oauth.signature-in-the-middle',
      ],
    },
    'any-case-of-a-deletion-is-done-or-refused': {
      refused: 'warn',
      variations: [
        'label.capitals',
        'label.charset',
        'scheme.small',
        'scheme.capitals',
        'oauth.blanks',
        'oauth.realm',
        'oauth.encoded',
        'framing.expect',
      ],
    },
    'deletion-of-another-client-is-done-or-refused': {
      refused: 'warn',
      variations: ['accept.list', 'agent.library', 'label.parameter'],
    },
    'neighbouring-media-type-is-refused': {
      refused: 'fail',
      variations: ['label.problem-json', 'label.json-seq', 'label.text-json'],
    },
    'unlabelled-deletion-that-is-accepted-is-carried-out': { refused: 'warn', variations: ['label.absent'] },
  },
};

/** Takes more labels for JSON than there are. */
function alsoJson(id: string, does: string, isAlso: RegExp): Wrong {
  const slug = 'neighbouring-media-type-is-refused';
  const change = steps({
    readJson(call) {
      const type = call.request.headers.get('content-type') ?? '';
      return isJson(type) || !isAlso.test(type)
        ? MASTERCARD.readJson(call)
        : (JSON.parse(call.body.toString()) as unknown);
    },
  });
  return broken(id, does, fails(slug), change, { requirements: [slug] });
}

/** Understands fewer spellings of a request than HTTP, JSON and OAuth have, or more. */
export const VARIATIONS: readonly Wrong[] = [
  ...variationWrongs(DIALECT),
  ...chunkedWrongs(DIALECT),
  ...acceptWrongs(DIALECT),
  alsoJson('label-begins', 'Takes every label that begins like JSON.', /^application\/json/),
  alsoJson('label-ends', 'Takes every label that ends in json.', /json$/),
  alsoJson('label-suffix', 'Takes every label with the suffix +json.', /\+json$/),
];

export const LEGAL_VARIATIONS: readonly Right[] = legalVariations(DIALECT);
