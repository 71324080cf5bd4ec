import { documented, type Facts } from '../facts.ts';
import { hazardousRequirements } from './hazardous.ts';
import { mediaRequirements, relabelled } from './media.ts';
import {
  may,
  must,
  requirementOf,
  refused,
  should,
  SPARED,
  wordsOf,
  type Draft,
  type MakeRequirement,
} from './requirement.ts';

/** Requests that the document allows or forbids, and unknown ids. */
export function inputRequirements(facts: Facts): Draft[] {
  const { success, notFound, listed, errors, operation, many, badRequest } = facts;
  const { refusedOr, errorForm, truly, carriedOut } = wordsOf(facts);
  const varied = [
    must({ status: success }),
    ...(listed === undefined ? [] : [must({ listed: 'all' })]),
    must({ effect: carriedOut }),
    must({ bystander: 'living' }),
  ];
  const unknown = [notFound['status']].flat() as number[];
  const wished = should({ status: badRequest.length > 0 ? badRequest : '4xx' });
  const bad = [must({ status: '4xx' }), wished];
  const body = operation.requestBody !== undefined;
  const typed = documented(operation, 415).length > 0;
  const requirement = requirementOf('input');
  const answered = (
    slug: string,
    text: string,
    cases: readonly string[],
    expect: Draft['expect'],
    more: Partial<Draft> = {},
  ) => requirement(slug, text, 'faulty-request', expect, { cases, ...more });
  const code =
    listed === undefined || facts.questions.has('errors')
      ? []
      : [should({ [errors.code]: { type: 'string', minLength: 1 } })];
  const types = ['text-plain', 'xml', 'form'].map((name) => `media-type.${name}`);
  const known = many ? [must({ status: [success, ...unknown] })] : [must(notFound)];
  return [
    requirement('unknown-user-is-answered', 'An id that nobody has is answered as documented.', 'unknown-user', [
      ...known,
      ...(errors.type === undefined ? [] : [should({ [errors.type]: { type: 'string', minLength: 1 } })]),
      ...(many && unknown.includes(404) ? [should({ status: unknown })] : []),
    ]),
    requirement('unknown-ids-are-answered-alike', 'Ids that nobody has are answered alike.', 'equal-answers', [
      must({ sameAnswer: true }),
    ]),
    ...(listed === undefined
      ? errorRequirements(facts, requirement)
      : [
          requirement('unknown-user-is-not-listed', 'An id that nobody has is not listed as deleted.', 'unknown-user', [
            may({ status: unknown }),
          ]),
        ]),
    ...refused(
      'missing-id',
      'input',
      'A request without the id',
      ['member-missing*'],
      [must({ status: badRequest.length > 0 ? badRequest : '4xx' }), ...errorForm],
    ),
    ...(many
      ? [
          ...refused(
            'missing-ids',
            'input',
            'A request without a body',
            ['body.absent', 'body.empty'],
            [...bad, ...code],
          ),
          ...refused(
            'unusable-body',
            'input',
            'A body that is not the documented JSON',
            ['body.broken-json', 'body.trailing', 'body.top-level.*'],
            [...bad, ...code],
          ),
        ]
      : refused('unusable-body', 'input', 'A body that is not the documented JSON', ['body.*'], bad)),
    ...refused(
      'number-as-id',
      'input',
      'A number in the place of the id',
      [many ? 'element-wrong-type.number*' : 'member-wrong-type.number*'],
      many ? bad : [must({ status: refusedOr }), should({ status: [success, ...badRequest] })],
    ),
    answered(
      'undecodable-id-is-refused',
      'A text that is no Unicode is refused.',
      ['undecodable.high-surrogate*', 'undecodable.invalid-byte*'],
      many ? [must({ status: refusedOr }), wished] : [must({ status: '4xx' })],
    ),
    ...(many
      ? refused('list-in-an-object', 'input', 'A list in an object', ['wrapped.object'], bad)
      : [answered('object-in-an-array-is-refused', 'An object in an array is refused.', ['wrapped.array'], bad)]),
    requirement(
      'misread-id-deletes-nobody',
      'An id that is misread deletes nobody.',
      'refused-request-has-no-effect',
      SPARED,
      many
        ? { area: 'isolation', hazardous: true, cases: ['confused-value.*', 'undecodable.*', 'wrapped.text'] }
        : { area: 'isolation', cases: ['undecodable.*', 'wrapped.array', 'leading-number*'] },
    ),
    requirement(
      'repeated-id-is-read-one-way',
      'An id that stands twice is read in one way.',
      'delete-with-invalid-element',
      [must({ status: refusedOr }), must({ effect: truly }), must({ bystander: 'living' })],
      { area: 'isolation', cases: ['repeated-member.first*', 'repeated-member.last*'] },
    ),
    ...mediaRequirements(facts, types, typed),
    answered(
      'charset-is-accepted',
      'A charset changes nothing.',
      ['media-type.charset'],
      [must({ status: refusedOr }), should({ likeControl: true })],
    ),
    answered(
      'further-members-are-ignored',
      'A further member changes nothing.',
      ['extra-member*'],
      [must({ status: refusedOr }), should({ likeControl: true })],
    ),
    ...hazardousRequirements(facts),
    ...(body
      ? [
          requirement(
            'any-spelling-of-a-deletion-deletes',
            'Whatever HTTP and JSON allow, a deletion is carried out.',
            'varied-deletion',
            varied,
            {
              with: {
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
            },
          ),
          requirement(
            'any-case-of-a-deletion-is-done-or-refused',
            'Another case is understood or refused, and nothing between.',
            'varied-deletion',
            [
              must({ status: refusedOr }),
              should({ status: success }),
              must({ effect: truly }),
              must({ bystander: 'living' }),
            ],
            {
              with: {
                variations: ['label.capitals', 'label.charset', 'scheme.small', 'scheme.capitals', 'framing.expect'],
              },
            },
          ),
          ...relabelled(facts, typed, requirement, carriedOut),
        ]
      : []),
    requirement(
      'refusals-do-not-depend-on-accept',
      'What is refused is refused whatever Accept says.',
      'refusal-by-accept',
      [must({ status: [...(many ? [success] : []), '3xx', '4xx'] }), should({ sameAnswer: true })],
    ),
  ];
}

/** What an error states about itself; nothing where the document describes no error. */
function errorRequirements({ errors, promised, questions }: Facts, requirement: MakeRequirement): Draft[] {
  const told = [errors.type, ...(questions.has('errors') ? [] : [errors.code]), errors.text].filter(
    (at): at is string => at !== undefined && (at === errors.code || promised.includes(at)),
  );
  const expected = told.map((at) => should({ [at]: { type: 'string', minLength: 1 } }));
  if (expected.length === 0) return [];
  return [
    requirement('errors-are-complete', 'An error says all that the document says of it.', 'unknown-user', expected),
  ];
}
