import type { Facts } from '../facts.ts';
import { must, refused, should, wordsOf, type Draft } from './requirement.ts';

/** What could hit strangers, or looks like an attack. */
export function hazardousRequirements(facts: Facts): Draft[] {
  const { many, badRequest, errors, listed } = facts;
  const { refusedOr, errorForm } = wordsOf(facts);
  const wished = should({ status: badRequest.length > 0 ? badRequest : '4xx' });
  const bad = [must({ status: '4xx' }), wished];
  const H = { hazardous: true } as const;
  const coded =
    listed === undefined && errorForm.length > 0
      ? [...bad, should({ [errors.code]: { type: 'string', minLength: 1 } })]
      : bad;
  const kind = many ? 'element' : 'member';
  const others = ['boolean', 'array', 'object'].map((type) => `${kind}-wrong-type.${type}*`);
  const nullOrEmpty = many
    ? refused(
        'null-or-empty-id',
        'input',
        'null, or an empty or blank id,',
        ['element-null*', 'element-empty*', 'element-blank*'],
        bad,
        H,
      )
    : [
        ...refused('null-as-id', 'input', 'null in the place of the id', ['member-null*'], coded, {
          ...H,
          effectOf: ['member-null*', 'member-empty*'],
        }),
        ...refused('empty-id', 'input', 'An empty id', ['member-empty*'], coded, H).slice(0, 1),
        ...refused('blank-id', 'input', 'A blank id', ['member-blank*'], [must({ status: refusedOr })], H),
        ...refused('padded-id', 'input', 'An id between blanks', ['member-padded*'], [must({ status: refusedOr })], {
          with: { lenient: true },
        }),
        ...refused('wildcard-as-id', 'input', 'A wildcard in the place of the id', ['member-wildcard.*'], bad, H),
      ];
  const confused = many
    ? refused(
        'confusing-value',
        'input',
        'A value that loose comparison confuses',
        ['confused-value.*', 'wrapped.text'],
        bad,
        H,
      ).slice(0, 1)
    : refused(
        'confusing-value',
        'input',
        'A value that loose comparison confuses',
        [
          'confused-value.zero*',
          'confused-value.false*',
          'confused-value.null-text*',
          'confused-value.empty-*',
          'confused-value.infinite*',
          'wrapped.text',
        ],
        [must({ status: '4xx' })],
        { ...H, effectOf: ['confused-value.*', 'wrapped.text'] },
      );
  return [
    ...nullOrEmpty,
    ...refused('id-of-other-type', 'input', 'A value of another type in the place of the id', others, bad, H),
    ...refused(
      'query-operator-as-id',
      'input',
      'A query operator in the place of the id',
      [`${kind}-injection.*`],
      bad,
      H,
    ),
    ...confused,
    ...refused('deep-json', 'input', 'A body a thousand levels deep', ['nested.*'], [must({ status: '4xx' })], {
      provoking: true,
    }),
    ...refused(
      'other-methods',
      'input',
      'Another method',
      ['method.GET', 'method.PUT', 'method.PATCH', 'method.DELETE'],
      [must({ status: [400, 401, 403, 404, 405, 501] })],
      { ...H, effectOf: ['method.*'] },
    ),
    ...reroutedRequirements(facts),
  ];
}

/** Requests that are no deletion of the user that they name, and that careless reading takes for one. */
function reroutedRequirements({ operation, ids }: Facts): Draft[] {
  const rerouted = (slug: string, text: string, by: string, expect: Draft['expect'], hazardous: boolean): Draft => ({
    ...{ slug, area: 'isolation', text, check: 'rerouted-deletion', with: { by }, expect },
    ...(hazardous ? { hazardous } : {}),
  });
  const spared = [must({ victim: 'living' })];
  if (!operation.requestBody) return [];
  return [
    // An id in the path names the user wherever else another one is.
    ...(typeof ids === 'string'
      ? [
          rerouted(
            'id-in-another-place-deletes-nobody',
            'A deletion without a body, or of an id that nobody has, deletes nobody whose id is in the query or deeper in the body.',
            'place',
            spared,
            false,
          ),
        ]
      : []),
    rerouted(
      'id-in-the-query-deletes-nobody',
      'GET and DELETE with the id in the query delete nobody.',
      'query',
      spared,
      true,
    ),
    rerouted(
      'method-override-deletes-nobody',
      'Another method, with headers or fields that override it, deletes nobody.',
      'override',
      [should({ victim: 'living' })],
      true,
    ),
  ];
}
