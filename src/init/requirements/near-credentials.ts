import type { Clause } from '../../verdict/types.ts';
import type { Facts } from '../facts.ts';
import { may, must, should, SPARED, type Draft, type MakeRequirement } from './requirement.ts';

/** Name of invalid credentials. */
export function named(variant: string): string {
  return `credentials.${variant}`;
}

/** Makes a requirement of near forms, each with the id of a living user. */
export type Near = (
  slug: string,
  text: string,
  cases: readonly string[],
  expect: readonly Clause[],
  more?: Partial<Draft>,
) => Draft;

/** Near forms of HTTP Basic. */
export function basicRequirements(
  near: Near,
  requirement: MakeRequirement,
  loose: readonly Clause[],
  never: Clause,
): Draft[] {
  const forms = [
    'empty-id',
    'on-used-connection.none',
    'on-used-connection.other-secret',
    'right-pair-as-bearer',
    'nul-in-secret',
    'after-right.other-secret',
    'empty-pair',
    'right-pair-without-scheme',
    'right-pair-as-digest',
    'nul-in-id',
  ];
  return [
    near('near-credentials-are-refused-and-delete-nobody', 'What is almost right is wrong.', forms.map(named), [never]),
    near(
      'nearly-right-pairs-are-refused-and-delete-nobody',
      'The right pair in another order or without its encoding, or a part of the secret, is refused.',
      ['credentials.odd.*'],
      [never],
      { provoking: true },
    ),
    near(
      'loosely-written-pair-is-refused',
      'A pair that is written loosely is refused.',
      ['credentials.blank.*', 'credentials.base64.*'],
      loose,
    ),
    requirement(
      'spaces-around-authorization-are-accepted',
      'Blanks that HTTP allows change nothing.',
      'credential-variant',
      [should({ likeControl: true })],
      {
        with: { variant: ['spaces-around-value', 'two-spaces-after-scheme'] },
      },
    ),
  ];
}

/** The words of OAuth requirements. */
export interface OAuthWords {
  readonly near: Near;
  readonly requirement: MakeRequirement;
  readonly loose: readonly Clause[];
  readonly never: Clause;
  readonly statuses: readonly (number | string)[];
}

/** Signatures, keys, parameters and spellings of OAuth 1.0a. */
export function oauth1Rows(facts: Facts, { near, requirement, loose, never, statuses }: OAuthWords): Draft[] {
  const { success, notFound, unauthorised } = facts;
  const variant = (slug: string, text: string, name: unknown, expect: readonly Clause[], more: Partial<Draft> = {}) =>
    requirement(slug, text, 'credential-variant', expect, { with: { variant: name }, ...more });
  const wrong = [
    'altered-signature',
    'unregistered-key',
    'missing-signature',
    'empty-signature',
    'unknown-consumer-key',
  ].map(named);
  const stale = ['stale-timestamp', 'replayed-nonce', 'rsa-sha1'].map(named);
  const effect = (slug: string, text: string, cases: readonly string[], more: Partial<Draft> = {}) =>
    requirement(slug, text, 'refused-request-has-no-effect', SPARED, { cases, ...more });
  const answer = (slug: string, text: string, cases: readonly string[], expect: readonly Clause[]) =>
    requirement(slug, text, 'invalid-credentials-refused', expect, { cases });
  return [
    requirement(
      'official-signature-is-accepted',
      'A request that is signed rightly is answered as documented.',
      'unknown-user',
      [must({ status: [success, ...[notFound['status']].flat()] as number[] })],
    ),
    answer('wrong-signature-is-refused', 'A wrong signature is refused.', wrong.slice(0, 2), [
      must({ status: statuses }),
      should({ status: unauthorised }),
    ]),
    answer(
      'absent-signature-is-refused',
      'A call without a signature, or of an unknown consumer, is refused.',
      wrong.slice(2),
      [must({ status: statuses })],
    ),
    effect('wrong-signature-deletes-nobody', 'A wrong signature deletes nobody.', wrong),
    answer('stale-signature-is-refused', 'A signature that is old or was used before is refused.', stale, [
      should({ status: statuses }),
    ]),
    effect(
      'stale-signature-deletes-nobody-when-refused',
      'A signature that is refused for its age deletes nobody.',
      stale,
      { with: { lenient: true } },
    ),
    near(
      'near-consumer-key-is-refused-and-deletes-nobody',
      'A consumer key that differs from the right one in one part or in letter case is refused.',
      ['credentials.near-key.*'],
      [never],
    ),
    near(
      'parameter-with-two-values-is-refused-and-deletes-nobody',
      'A parameter that stands twice is refused.',
      ['credentials.twice.*'],
      [never],
    ),
    near(
      'broken-parameter-is-refused-and-deletes-nobody',
      'A broken parameter is refused.',
      ['credentials.broken.*', 'credentials.method.*', 'credentials.on-used-connection.*'],
      [never],
    ),
    near(
      'lax-parameter-is-refused',
      'A parameter that only a lax verifier accepts is refused.',
      ['credentials.lax.*', 'credentials.repeated.*'],
      loose,
    ),
    near(
      'rsa-pss-is-accepted-or-refused',
      'RSA-PSS is accepted or refused.',
      ['credentials.pss'],
      [loose[0] ?? never, may({ status: '4xx' })],
    ),
    variant('rfc-signature-is-accepted', 'A signature exactly by RFC 5849 is accepted.', 'rfc-encoding', [
      should({ likeControl: true }),
    ]),
    variant('order-of-parameters-changes-nothing', 'The order of the parameters changes nothing.', 'reordered', [
      must({ likeControl: true }),
    ]),
    variant(
      'oauth-version-may-be-absent',
      'oauth_version may be absent.',
      'version-absent',
      [must({ likeControl: true })],
      { optional: true },
    ),
    variant(
      'other-spelling-of-the-header-is-accepted',
      'Other spellings of the header are accepted.',
      ['blanks-after-commas', 'realm', 'all-encoded'],
      [should({ likeControl: true })],
    ),
  ];
}
