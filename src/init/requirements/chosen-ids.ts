import type { Facts } from '../facts.ts';
import { NEIGHBOURS, ODD } from '../usual-ids.ts';
import { must, requirementIn as requirement, wordsOf, type Draft } from './requirement.ts';

/** Callers choose ids, and any text will do: unusual ones, and pairs that loose comparison confuses. */
export function chosenIdRequirements(facts: Facts): Draft[] {
  const { done, refusedOr } = wordsOf(facts);
  const similar = (
    slug: string,
    text: string,
    id: string,
    transformations: readonly string[],
    more: Partial<Draft> = {},
  ): Draft =>
    requirement(
      slug,
      'isolation',
      text,
      'similar-unknown-ids',
      [must({ status: refusedOr }), must({ victim: 'living' })],
      {
        with: { id, transformations },
        ...more,
      },
    );
  const own = 'similar-{run}-{n}-kiss-fix-e1x';
  const takingApart = ['stop', 'drop-plus', 'drop-domain', 'split', 'decode', 'match', 'read'];
  return [
    ...Object.keys(NEIGHBOURS).map((pair) =>
      requirement(
        `neighbour-${pair}-survives`,
        'isolation',
        `A user whose id differs by "${pair}" survives.`,
        'similar-ids',
        done,
        {
          with: { pair },
          ...(pair === 'case' ? { hazardous: true as const } : {}),
        },
      ),
    ),
    ...Object.keys(ODD).map((id) =>
      requirement(
        `user-with-${id}-id-is-deletable`,
        'erasure',
        `A user with an id of the kind "${id}" can be deleted.`,
        'unusual-id-user-is-deleted',
        done,
        { with: { id } },
      ),
    ),
    similar(
      'unknown-id-that-folds-into-another-deletes-nobody',
      'An unknown id that folds into another deletes nobody.',
      own,
      ['fold', 'drop-accents', 'drop-invisible', 'normalise', 'trim', 'drop-white'],
    ),
    similar(
      'unknown-id-that-is-taken-apart-deletes-nobody',
      'An unknown id that is taken apart deletes nobody.',
      own,
      takingApart,
    ),
    ...(succeedsForNobody(facts)
      ? []
      : [
          requirement(
            'success-is-never-for-nobody',
            'input',
            'An unknown id that looks like an address, a list, a pattern or something encoded is not answered with success.',
            'similar-unknown-ids',
            [must({ falseSuccess: false })],
            { with: { id: own, transformations: takingApart } },
          ),
        ]),
    requirement(
      'unknown-id-that-columns-cut-deletes-nobody',
      'isolation',
      'A long unknown id deletes nobody whose id is its beginning.',
      'cut-ids',
      [must({ status: refusedOr }), must({ victim: 'living' })],
      { optional: true, with: { id: '{run}-{n}-', lengths: [32, 36, 64, 128, 191, 255], named: [65, 255, 256] } },
    ),
    similar(
      'unknown-id-of-other-signs-deletes-nobody',
      'An unknown id deletes nobody whose id has other signs between its letters, or is one part of it.',
      own,
      ['unify', 'ignore', 'transl', 'keep'],
    ),
    similar(
      'unknown-id-that-ends-a-string-deletes-nobody',
      'An unknown id that would end a string in a query deletes nobody.',
      own,
      ['end-'],
      { provoking: true },
    ),
    similar(
      'unknown-id-near-another-deletes-nobody',
      'An unknown id near another deletes nobody.',
      own,
      ['fold', 'drop', 'normalise', 'trim', 'stop', 'split', 'decode', 'match'],
      { hazardous: true },
    ),
    similar(
      'unknown-number-deletes-nobody',
      'An unknown number deletes nobody.',
      '{digits}',
      ['number-value', 'number-leading', 'number-integer', 'number-double', 'read'],
      { hazardous: true },
    ),
  ];
}

/** Whether the deletion of an id that nobody has is answered like any other. */
const succeedsForNobody = ({ success, notFound }: Facts): boolean => [notFound['status']].flat().includes(success);
