import type { Facts } from '../facts.ts';
import { may, must, requirementOf, should, wordsOf, type Draft } from './requirement.ts';

/** What must be gone, who must not, and what repetition comes to. */
export function erasureRequirements(facts: Facts): Draft[] {
  const { success, later, listed, chosenBy, operation } = facts;
  const { gone, done, carriedOut } = wordsOf(facts);
  const alive = must({ bystander: 'living' });
  const requirement = requirementOf('erasure');
  const answer = operation.responses.get(success)?.schema;
  const hasMessage = JSON.stringify(answer ?? {}).includes('"message"');
  return [
    requirement('deleted-user-is-gone', 'After a deletion the user is gone, and others are not.', 'delete-user', [
      ...gone,
      alive,
    ]),
    requirement('deletion-is-accepted', `A deletion is answered ${success}.`, 'delete-user', [
      must({ status: success }),
      ...(listed === undefined ? [] : [must({ listed: 'all' })]),
      ...(hasMessage ? [should({ '/message': { type: 'string', minLength: 1 } })] : []),
    ]),
    later
      ? requirement(
          'only-documented-states-follow',
          'Directly after a deletion its user is in a documented state.',
          'delete-user',
          [must({ firstLook: ['living', 'terminating', 'gone'] })],
        )
      : requirement('deletion-is-visible-at-once', 'The first look after a deletion finds nobody.', 'delete-user', [
          should({ firstLook: 'gone' }),
        ]),
    requirement('no-read-shows-a-deleted-user', 'No read shows a deleted user.', 'delete-user', [...gone, alive], {
      with: { variant: 'full' },
    }),
    requirement(
      'user-whom-nobody-has-read-is-deleted',
      'A user that no call has read before the deletion is gone after it.',
      'delete-each-variant',
      gone,
      { with: { variants: ['usual'], unread: true } },
    ),
    requirement(
      'deletion-after-refused-ones-is-done',
      'A user that refused requests have named is deleted by a valid request.',
      'delete-after-refusals',
      done,
    ),
    requirement('deleted-users-stay-gone', 'Nobody who was deleted comes back.', 'stays-gone', gone),
    requirement('recreated-user-has-no-old-data', 'A user who is created again has no old data.', 'recreate', [
      ...(chosenBy === 'caller' ? [must({ oldData: 'absent' })] : []),
      may({ recreated: true }),
    ]),
    requirement(
      'recreated-user-is-another-user',
      'A user who is created again is another one, and can be deleted again.',
      'recreate-in-steps',
      [
        must({ oldData: 'absent' }),
        must({ newUser: 'living' }),
        must({ status: success }),
        ...gone,
        should({ creation: ['created', 'refused'] }),
      ],
    ),
    requirement('other-users-are-untouched', 'A deletion leaves others alone.', 'delete-user', [alive], {
      area: 'isolation',
    }),
    requirement(
      'other-users-keep-everything',
      'Others keep all that they have.',
      'others-keep-everything',
      [must({ kept: 'everything' }), should({ otherwise: 'unchanged' }), alive],
      { area: 'isolation' },
    ),
    requirement(
      'other-users-still-live',
      'At the end of the run everybody lives who was not deleted.',
      'still-lives',
      [alive],
      {
        area: 'isolation',
      },
    ),
    ...repetitionRequirements(facts, done),
    ...(operation.requestBody
      ? [
          requirement(
            'chunked-deletion-is-not-misread',
            'A deletion in chunks is carried out or refused.',
            'chunked-deletion',
            [
              must({ likeAbsent: false }),
              must({ status: [success, 400, 411, 413, 501] }),
              must({ effect: [...carriedOut, 'refused and living'] }),
              may({ status: success }),
            ],
            { area: 'input' },
          ),
        ]
      : []),
  ];
}

function repetitionRequirements(facts: Facts, done: Draft['expect']): Draft[] {
  const { success, later, notFound, unauthorised } = facts;
  const { gone } = wordsOf(facts);
  const alive = must({ bystander: 'living' });
  const again = [success, ...(later ? unauthorised.slice(0, 1) : []), ...[notFound['status']].flat()] as number[];
  const requirement = requirementOf('repetition');
  const concurrent = [must({ status: again }), must({ accepted: true }), ...gone, alive];
  return [
    later
      ? requirement(
          'second-deletion-is-harmless',
          'A second deletion harms nobody.',
          'delete-again',
          [must({ status: again }), alive],
          {
            with: { early: true },
          },
        )
      : requirement('second-deletion-finds-nobody', 'A second deletion is answered as for nobody.', 'delete-again', [
          must({ status: again }),
          should(notFound),
          alive,
        ]),
    requirement(
      'simultaneous-deletions-of-one-user-all-end-well',
      'Two deletions of one user at the same time end well.',
      'concurrent-deletions',
      concurrent,
      {
        with: { users: 1, times: 2 },
      },
    ),
    requirement(
      'simultaneous-deletions-of-several-users-all-end-well',
      'Deletions of several users at the same time end well.',
      'concurrent-deletions',
      concurrent,
      {
        with: { users: 3, times: 2 },
      },
    ),
    requirement(
      'answers-at-the-same-time-fit-their-requests',
      'Each answer fits its own request, however many are under way.',
      'mixed-deletions',
      [must({ status: [success, ...[notFound['status']].flat()] as number[] }), must({ fits: true }), ...gone],
    ),
    requirement(
      'several-users-are-deleted-one-after-another',
      'Several users are deleted one after another.',
      'delete-several',
      done,
      {
        with: { count: 3 },
      },
    ),
    requirement(
      'several-users-are-deleted-together',
      'Several users are deleted at the same time.',
      'delete-several',
      done,
      {
        with: { count: 3, together: true },
      },
    ),
  ];
}
