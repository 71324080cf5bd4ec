import type { Clause } from '../../verdict/types.ts';
import type { Facts } from '../facts.ts';
import { basicRequirements, named, oauth1Rows } from './near-credentials.ts';
import { may, must, requirementOf, should, SPARED, wordsOf, type Draft } from './requirement.ts';
import { idsInList } from '../read-facts.ts';
import { tenantRequirements } from './tenants.ts';

/** Groups of invalid credentials that are judged alike: by name, what they are, the cases. */
const GROUPS: Readonly<Record<string, readonly (readonly [slug: string, what: string, cases: readonly string[]])[]>> = {
  basic: [
    ['call-without-credentials', 'A call without credentials', ['credentials.none']],
    [
      'wrong-secret',
      'A call with a wrong id or secret',
      ['wrong-secret', 'truncated-secret', 'unknown-id', 'empty-secret', 'lengthened-secret', 'other-case-secret'].map(
        named,
      ),
    ],
    [
      'unreadable-credentials',
      'A call with unreadable credentials',
      ['other-scheme', 'unreadable-base64', 'malformed'].map(named),
    ],
  ],
  oauth1: [
    ['call-without-credentials', 'A call without a signature', ['none', 'other-scheme', 'unparsable'].map(named)],
    ['other-body', 'A signature of another body', ['body-changed', 'body-hash-missing'].map(named)],
    [
      'unbound-signature',
      'A signature of another method or address',
      ['other-method', 'other-path', 'other-query'].map(named),
    ],
    ['weak-method', 'A weaker method of signature', ['plaintext', 'hmac-sha1'].map(named)],
  ],
};

/** What follows from the way in which callers prove who they are. */
export function credentialRequirements(facts: Facts): Draft[] {
  const { auth, unauthorised, operation, notFound, contract } = facts;
  const { refusedOr, errorForm } = wordsOf(facts);
  // Where nobody's id is answered 404, that is no refusal of the caller.
  const rejected = [notFound['status']].flat().includes(404) && unauthorised.length > 0 ? [400, 401, 403] : '4xx';
  const statuses =
    unauthorised.length > 0 ? [...new Set([...(auth.scheme === 'basic' ? [] : [400]), ...unauthorised, 403])] : ['4xx'];
  const requirement = requirementOf('credentials');
  const precise: Clause[] =
    auth.scheme === 'basic'
      ? [must({ status: unauthorised }), ...errorForm]
      : [must({ status: statuses }), should({ status: unauthorised })];
  const answers = (slug: string): Clause[] => {
    if (auth.scheme === 'basic')
      return slug === 'wrong-secret' ? precise : [must({ status: rejected }), should({ status: unauthorised })];
    return slug === 'weak-method' ? [must({ status: statuses })] : precise;
  };
  const pair = (
    slug: string,
    what: string,
    cases: readonly string[],
    expect: readonly Clause[],
    more: Partial<Draft> = {},
  ): Draft[] => [
    requirement(`${slug}-is-refused`, `${what} is refused.`, 'invalid-credentials-refused', expect, { cases, ...more }),
    requirement(`${slug}-deletes-nobody`, `${what} deletes nobody.`, 'refused-request-has-no-effect', SPARED, {
      cases,
      ...more,
    }),
  ];
  const near = (
    slug: string,
    text: string,
    cases: readonly string[],
    expect: readonly Clause[],
    more: Partial<Draft> = {},
  ): Draft =>
    requirement(slug, text, 'invalid-credentials-naming-user', [...expect, must({ victim: 'living' })], {
      cases,
      ...more,
    });
  const loose = [must({ status: refusedOr }), should({ status: '4xx' })];
  const never = must({ status: auth.scheme === 'oauth1' ? ['4xx', 501] : '4xx' });
  const groups = (GROUPS[auth.scheme] ?? []).flatMap(([slug, what, cases]) => pair(slug, what, cases, answers(slug)));
  return [
    ...groups,
    ...(auth.scheme === 'basic' ? basicRequirements(near, requirement, loose, never) : []),
    ...(auth.scheme === 'oauth1' ? oauth1Rows(facts, { near, requirement, loose, never, statuses }) : []),
    ...pair(
      'other-tenant-key',
      'The key of another tenant',
      ['credentials.other-tenant-secret', 'credentials.other-issuer-key'],
      precise,
      { optional: true },
    ),
    near(
      'forged-identity-is-refused-and-deletes-nobody',
      'What a gateway would say of the caller proves nothing.',
      ['credentials.forged.*'],
      [never],
      { provoking: true },
    ),
    ...pair('key-elsewhere', 'The right key in another place', ['misplaced.*'], [must({ status: rejected })], {
      provoking: true,
    }),
    ...pair(
      'wrong-credentials',
      'A call with wrong credentials',
      ['credentials.*'],
      [must({ status: rejected }), should({ status: unauthorised })],
      { rest: true },
    ),
    ...(auth.scheme === 'clientCredentials'
      ? [
          requirement(
            'wrong-client-gets-no-token',
            'The token endpoint issues nothing to a client that does not prove itself.',
            'wrong-client-gets-no-token',
            [must({ token: 'refused' }), should({ status: [400, 401] })],
          ),
        ]
      : []),
    requirement(
      'existence-is-hidden-from-strangers',
      'Who may not delete does not learn who exists.',
      'user-enumeration',
      [must({ sameAnswer: true }), must({ victim: 'living' })],
    ),
    requirement('texts-hide-existence-from-strangers', 'Nor by the text of an answer.', 'user-enumeration', [
      must({ sameText: true }),
    ]),
    requirement('headers-hide-existence-from-strangers', 'Nor by a header of an answer.', 'user-enumeration', [
      must({ sameHeaders: true }),
    ]),
    ...(operation.requestBody
      ? [
          requirement(
            'credentials-come-before-the-body',
            'Who calls is decided before the body is read.',
            'credentials-before-body',
            [should({ status: unauthorised })],
          ),
        ]
      : []),
    requirement('plain-http-is-refused', 'Without TLS nothing is answered.', 'plain-http', [
      must({ plainHttp: ['refused', 'answered otherwise', 'clear-text refused', 'no secret'] }),
      should({ plainHttp: ['refused', 'answered otherwise'] }),
    ]),
    requirement('responses-hold-no-secrets', 'No answer holds a secret or a stack trace.', 'no-secret-in-answers', [
      must({ secret: 'none' }),
      must({ stackTrace: false }),
    ]),
    ...([...contract.operations.values()].some((one) => idsInList(one) !== undefined)
      ? []
      : [
          requirement(
            'responses-name-no-other-user',
            'No answer names a user who was not asked about.',
            'no-secret-in-answers',
            [must({ foreignUsers: false })],
          ),
        ]),
    requirement('responses-show-no-internals', 'No answer shows what the server is made of.', 'no-secret-in-answers', [
      should({ internals: 'none' }),
    ]),
    requirement(
      'other-spelling-of-the-path-needs-credentials',
      'No spelling of the path does without credentials.',
      'unauthenticated-path',
      [must({ access: ['refused', 'another success'] }), may({ access: 'refused' }), must({ victim: 'living' })],
      { provoking: true },
    ),
    ...tenantRequirements(facts, requirement),
  ];
}
