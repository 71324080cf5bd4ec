import type { Facts } from '../facts.ts';
import { chosenIdRequirements } from './chosen-ids.ts';
import { must, refused, requirementIn as requirement, should, type Draft } from './requirement.ts';

/** What follows from the form of ids. */
export function idRequirements(facts: Facts): Draft[] {
  const { idKind, chosenBy } = facts;
  return [
    ...(idKind === 'free' ? unknownIdRequirements(facts) : formRequirements(facts)),
    ...(idKind === 'free' && chosenBy === 'caller' ? chosenIdRequirements(facts) : []),
  ];
}

/** Any text may be an id: unusual ones that nobody has. */
function unknownIdRequirements({ badRequest, notFound }: Facts): Draft[] {
  const unknown = [notFound['status']].flat() as number[];
  const any = [...new Set([...badRequest, ...unknown])];
  const unusual = (slug: string, text: string, id: string, more: Partial<Draft> = {}, repeat?: number): Draft =>
    requirement(
      slug,
      'input',
      text,
      'unknown-unusual-id',
      repeat === undefined ? [must({ status: any }), should(notFound)] : [must({ status: [...any, 413, 414, 431] })],
      {
        with: { id, ...(repeat === undefined ? {} : { repeat }) },
        ...more,
      },
    );
  return [
    unusual('very-long-id-is-refused', 'An id of a thousand characters is refused.', 'nobody-{run}-', {}, 80),
    unusual(
      'absurdly-long-id-is-refused',
      'An id of a hundred thousand characters is refused.',
      'nobody-{run}-',
      { provoking: true },
      6250,
    ),
    unusual(
      'unknown-id-beyond-ascii-is-refused',
      'An unknown id beyond ASCII is answered like any other.',
      'nobody-{run}-Zoë-Łukasz-李-👩‍🚀',
    ),
    unusual(
      'unknown-id-with-quotes-is-refused',
      'An unknown id with quotes is answered like any other.',
      'nobody-{run}-\'"`\\',
    ),
    unusual(
      'unknown-id-with-control-characters-is-refused',
      'An unknown id with control characters is refused.',
      'nobody-{run}-\u0000\r\n',
      { provoking: true },
    ),
  ];
}

/** Ids have a form: what breaks it, and what only just conforms. */
function formRequirements(facts: Facts): Draft[] {
  const { badRequest, notFound, success, errors, idKind, many, listed } = facts;
  const refusal = must({ status: badRequest.length > 0 ? badRequest : '4xx' });
  const code =
    listed === undefined || facts.questions.has('errors')
      ? []
      : [should({ [errors.code]: { type: 'string', minLength: 1 } })];
  const strict = [refusal, must({ status: '4xx' })];
  const H = { hazardous: true } as const;
  const unknown = [must({ status: [...(many ? [success] : []), ...([notFound['status']].flat() as number[])] })];
  const late = [
    'spelled.spell-uuid.1*',
    'spelled.spell-uuid.3*',
    'spelled.trim-line-feeds.1*',
    'spelled.drop-white-space.*',
    'spelled.stop-at-line-end.*',
  ];
  const mild = [
    'spelled.spell-uuid.2*',
    'spelled.trim-blanks.*',
    'spelled.trim-line-feeds.2*',
    'spelled.trim-unicode.*',
    'spelled.drop-invisible.*',
    'spelled.stop-at-nul.*',
    'spelled.split-at-commas.*',
    'spelled.decode-*',
  ];
  const only = (
    slug: string,
    text: string,
    cases: readonly string[],
    expect: Draft['expect'],
    more: Partial<Draft> = {},
  ): Draft => requirement(slug, 'input', text, 'faulty-request', expect, { cases, ...more });
  return [
    ...withHazardousEffect(
      refused(
        'id-of-wrong-length',
        'input',
        'An id of the wrong length',
        ['below-minLength*', 'above-maxLength*'],
        strict,
      ),
    ),
    ...withHazardousEffect(
      refused(
        'illegal-character',
        'input',
        'A character that the form does not have',
        ['pattern*'],
        [refusal, ...code],
      ),
    ),
    only('id-in-another-spelling-is-refused', 'An id in another spelling is refused.', mild, strict),
    only(
      'digits-of-other-scripts-are-refused',
      'Digits of other scripts are refused.',
      ['spelled.read-digits.*', 'spelled.match-*'],
      [refusal, ...code],
    ),
    only(
      'id-in-braces-or-digits-alone-is-refused',
      'An id in braces, or its digits alone, is refused.',
      late,
      strict,
      H,
    ),
    requirement(
      'id-in-another-spelling-deletes-nobody',
      'isolation',
      'An id in another spelling deletes nobody.',
      'refused-request-has-no-effect',
      [must({ victim: 'living' }), must({ bystander: 'living' })],
      { ...H, cases: ['spelled.*'] },
    ),
    only(
      'well-formed-id-is-not-refused',
      'What only just keeps the form is not refused.',
      many ? ['at-length*', 'at-minItems*'] : ['at-*'],
      unknown,
    ),
    ...refused('empty-list', 'batch', 'An empty list', ['below-minItems*'], [refusal, ...code], H),
    only('longest-list-is-not-refused', 'A list of the documented length is not refused.', ['at-maxItems*'], unknown, {
      area: 'batch',
    }),
    ...refused('too-long-list', 'batch', 'A list that is too long', ['above-maxItems*'], [refusal, ...code]),
    ...(idKind === 'uuid'
      ? [
          requirement(
            'capitals-are-not-refused',
            'input',
            'A UUID in capitals is well-formed.',
            'unknown-unusual-id',
            unknown,
            { with: { id: '{UUID}' } },
          ),
        ]
      : []),
  ];
}

/** The answer is mild; an id that is cut or altered could be somebody's. */
const withHazardousEffect = ([answer, effect]: Draft[]): Draft[] => [
  ...(answer ? [answer] : []),
  ...(effect ? [{ ...effect, hazardous: true as const }] : []),
];
