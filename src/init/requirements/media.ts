import type { Facts } from '../facts.ts';
import { must, refused, should, SPARED, type Draft, type MakeRequirement } from './requirement.ts';

/** Media types that the document does not have. */
export function mediaRequirements(
  { success, notFound, badRequest }: Facts,
  types: readonly string[],
  typed: boolean,
): Draft[] {
  const any = [success, ...([notFound['status']].flat() as number[]), ...badRequest, 415];
  const lenient = (cases: readonly string[], slug: string): Draft => ({
    slug: `${slug}-deletes-nobody-when-refused`,
    area: 'isolation',
    text: 'A media type that is refused deletes nobody.',
    check: 'refused-request-has-no-effect',
    with: { lenient: true },
    cases,
    expect: SPARED,
  });
  const answer = (slug: string, cases: readonly string[], expect: Draft['expect']): Draft => ({
    slug,
    area: 'input',
    text: 'Another media type is understood or refused.',
    check: 'faulty-request',
    cases,
    expect,
  });
  if (!typed)
    return [
      answer(
        'other-media-type-is-understood-or-refused',
        [...types, 'media-type.missing'],
        [must({ status: [success, '4xx'] }), should({ status: any })],
      ),
      lenient([...types, 'media-type.missing'], 'other-media-type'),
    ];
  return [
    ...refused('other-media-type', 'input', 'Another media type', types, [
      must({ status: 415 }),
      should({ status: 415 }),
    ]),
    answer(
      'missing-media-type-is-understood-or-refused',
      ['media-type.missing'],
      [must({ status: [...new Set(any)] })],
    ),
    lenient(['media-type.missing'], 'missing-media-type'),
  ];
}

/** Deletions under another label: what is accepted is carried out. */
export function relabelled(
  { success, notFound, badRequest }: Facts,
  typed: boolean,
  requirement: MakeRequirement,
  carriedOut: readonly string[],
): Draft[] {
  const near = ['label.problem-json', 'label.json-seq', 'label.text-json'];
  const effect = must({ effect: [...carriedOut, 'refused and living'] });
  const any = [...new Set([success, ...([notFound['status']].flat() as number[]), ...badRequest, 415])];
  if (!typed)
    return [
      requirement(
        'other-label-that-is-accepted-is-carried-out',
        'What is accepted under another label is carried out.',
        'relabelled-deletion',
        [must({ status: [success, '4xx'] }), should({ status: any }), effect],
        { area: 'erasure', with: { variations: ['label.absent', 'label.form', 'label.text', 'label.xml', ...near] } },
      ),
    ];
  return [
    requirement(
      'neighbouring-media-type-is-refused',
      'A media type that is nearly right is refused, or the deletion is carried out.',
      'relabelled-deletion',
      [should({ status: 415 }), effect],
      { with: { variations: near } },
    ),
    requirement(
      'unlabelled-deletion-that-is-accepted-is-carried-out',
      'What is accepted without a label is carried out.',
      'relabelled-deletion',
      [must({ status: any }), effect],
      {
        area: 'erasure',
        with: { variations: ['label.absent'] },
      },
    ),
  ];
}
