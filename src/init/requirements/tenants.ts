import type { Facts } from '../facts.ts';
import { may, must, should, wordsOf, type Draft, type MakeRequirement } from './requirement.ts';

/** Users of another tenant. */
export function tenantRequirements(facts: Facts, requirement: MakeRequirement): Draft[] {
  const { success, notFound, listed } = facts;
  const own = wordsOf(facts).done.filter(({ when }) => !('bystander' in when));
  const outsider = [...new Set([success, 401, 403, ...[notFound['status']].flat()])] as number[];
  return [
    ...(facts.chosenBy === 'caller'
      ? [
          requirement(
            'same-id-of-other-tenant-survives',
            'The user of another tenant with the same id survives.',
            'foreign-tenant',
            wordsOf(facts).done,
            {
              area: 'isolation',
              optional: true,
              with: { sameId: true },
            },
          ),
          requirement(
            'same-id-is-deleted-by-each-tenant',
            'Of two users with one id, one of each tenant, each is deleted by its own tenant alone.',
            'foreign-tenant',
            [...own, must({ kept: 'everything' })],
            { area: 'erasure', optional: true, with: { sameId: true, both: true } },
          ),
        ]
      : []),
    requirement(
      'user-of-second-tenant-is-deleted',
      'A second tenant deletes its own users.',
      'delete-each-variant',
      own,
      {
        ...{ area: 'erasure', optional: true, with: { variants: ['usual'], tenant: 'other' } },
      },
    ),
    requirement(
      'user-of-another-tenant-survives',
      'The user of another tenant survives.',
      'foreign-tenant',
      listed === undefined
        ? [must({ victim: 'living' }), may({ status: outsider })]
        : [
            must({ status: outsider }),
            must({ listed: 'none' }),
            should({ likeControl: true }),
            must({ victim: 'living' }),
          ],
      { area: 'isolation', optional: true, with: { sameId: false } },
    ),
    requirement(
      'user-of-another-tenant-is-answered-like-an-unknown-one',
      'The user of another tenant is answered like one that nobody has.',
      'foreign-tenant',
      [must({ status: [...new Set([401, 403, ...[notFound['status']].flat()])] as number[] }), should(notFound)],
      { optional: true, with: { sameId: false } },
    ),
    requirement(
      'text-hides-users-of-other-tenants',
      'Nor by the text of the answer.',
      'foreign-tenant',
      [should({ sameText: true })],
      { optional: true, with: { sameId: false } },
    ),
  ];
}
