import type { Facts } from '../facts.ts';
import { must, requirementOf, should, wordsOf, type Draft } from './requirement.ts';

/** What follows where one request names several users. */
export function batchRequirements(facts: Facts): Draft[] {
  const { success, later, most, many, notFound, unauthorised, badRequest } = facts;
  if (!many) return [];
  const { done, gone, truly, refusedOr, carriedOut } = wordsOf(facts);
  const statuses = [success, ...[notFound['status']].flat()] as number[];
  const lenient = [...truly, 'refused and gone', ...(later ? ['refused and terminating'] : [])];
  const alive = must({ bystander: 'living' });
  const requirement = requirementOf('batch');
  const several = (slug: string, text: string, count: number, more: object = {}, marks: Partial<Draft> = {}): Draft =>
    requirement(slug, text, 'delete-several', done, { with: { count, batch: true, ...more }, ...marks });
  const invalid = [must({ status: refusedOr }), should({ status: badRequest })];
  const mixed = [
    ...invalid,
    must({ listed: ['all', 'none'] }),
    must({ effect: [...carriedOut, 'unlisted and living', 'refused and living'] }),
    should({ effect: 'refused and living' }),
    alive,
  ];
  const twice = [must({ status: refusedOr }), should({ status: success }), must({ effect: truly }), alive];
  const lists = [must({ listed: ['all', 'some', 'none'] }), must({ effect: lenient })];
  const together = [
    must({ status: [...statuses, ...unauthorised.slice(0, 1)] }),
    must({ accepted: true }),
    must({ listed: ['all', 'some', 'none'] }),
    ...gone,
  ];
  const limit = most ?? 0;
  return [
    several('two-users-are-deleted-in-one-request', 'One request deletes two users.', 2),
    several('several-users-are-deleted-in-one-request', 'One request deletes many users.', Math.min(25, most ?? 25)),
    several('order-of-the-list-does-not-matter', 'The order of a list does not matter.', 3, { reversed: true }),
    ...(limit > 25
      ? [
          several(
            'longest-list-is-carried-out',
            'A list of the documented length is carried out whole.',
            limit,
            {},
            { optional: true },
          ),
          several(
            'half-the-longest-list-is-carried-out',
            'A list of half the documented length is carried out whole.',
            Math.ceil(limit / 2) + 1,
            {},
            { optional: true },
          ),
        ]
      : []),
    requirement(
      'known-and-unknown-together-are-answered-truly',
      'An unknown id is no obstacle, or the whole list is refused.',
      'delete-with-unknown',
      [must({ status: statuses }), ...lists, should({ effect: [carriedOut[0] ?? '', 'refused and living'] }), alive],
    ),
    requirement(
      'unknown-id-is-not-listed-beside-a-known-one',
      'An unknown id is not listed as deleted.',
      'delete-with-unknown',
      [should({ unknown: 'absent' }), should({ status: statuses })],
    ),
    requirement(
      'bad-id-beside-a-good-one-is-answered-truly',
      'A bad id next to a good one is answered truly.',
      'delete-with-invalid-element',
      mixed,
      {
        cases: [
          'mixed.number-first',
          'mixed.number-last',
          'mixed.short-first',
          'mixed.short-last',
          'mixed.illegal-first',
          'mixed.illegal-last',
          'mixed.short-in-a-long-list',
        ],
      },
    ),
    requirement(
      'null-beside-a-good-id-is-answered-truly',
      'null next to a good id is answered truly.',
      'delete-with-invalid-element',
      mixed,
      {
        cases: ['mixed.null-first', 'mixed.null-last'],
        hazardous: true,
      },
    ),
    requirement(
      'same-id-twice-is-one-user',
      'An id that stands twice is one user.',
      'delete-with-invalid-element',
      twice,
      {
        cases: ['duplicate.same*'],
      },
    ),
    requirement(
      'same-id-in-two-spellings-harms-nobody',
      'An id in two spellings harms nobody.',
      'delete-with-invalid-element',
      twice,
      {
        cases: ['duplicate.other-case*'],
        hazardous: true,
      },
    ),
    requirement(
      'list-that-names-a-user-twice-deletes-each-user',
      'A list that names a user twice deletes each of its users.',
      'delete-list',
      [
        must({ status: refusedOr }),
        should({ status: success }),
        must({ listed: ['all', 'none'] }),
        must({ effect: truly }),
      ],
      { with: { lists: [['a', 'a', 'b']] } },
    ),
    requirement(
      'unknown-id-between-known-ones-is-answered-truly',
      'An unknown id between known ones is answered truly.',
      'delete-list',
      [must({ status: statuses }), ...lists, should({ effect: truly })],
      { with: { lists: [['a', '?', 'b']] } },
    ),
    ...(limit > 2 && limit <= 1000
      ? [
          requirement(
            'full-list-with-a-duplicate-is-answered-truly',
            'A list that is too long by a duplicate is answered truly.',
            'delete-list',
            [...invalid, must({ effect: truly })],
            { with: { lists: [['a', `?${limit - 1}`, 'a']] } },
          ),
        ]
      : []),
    requirement(
      'overlapping-lists-at-the-same-time-all-end-well',
      'Lists that overlap end well at the same time.',
      'delete-list',
      together,
      {
        with: {
          lists: [
            ['a', 'b'],
            ['b', 'a'],
          ],
          together: true,
        },
      },
    ),
    requirement(
      'lists-that-share-one-user-all-end-well',
      'Two lists that share one user are both carried out at the same time.',
      'delete-list',
      together,
      {
        with: {
          lists: [
            ['a', 'b', 'c'],
            ['d', 'b', 'e'],
          ],
          together: true,
        },
      },
    ),
    requirement(
      'foreign-user-beside-own-ones-survives',
      'Another tenant’s user survives a list that names it.',
      'delete-list',
      [
        must({ status: [...statuses, 401, 403] }),
        must({ foreign: 'absent' }),
        ...lists,
        should({ effect: truly }),
        alive,
      ],
      {
        area: 'isolation',
        with: {
          lists: [
            ['x', 'a'],
            ['b', 'x', '?'],
          ],
        },
        optional: true,
      },
    ),
  ];
}
