import type { KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { parseBasic } from '../../../../src/sandbox/knot/credentials.ts';
import { errorAnswer } from '../../../../src/sandbox/knot/errors.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails, legal } from '../types.ts';
import { ownTenant, steps, type Right, type Wrong } from './tools.ts';

/** What a refusal says of the right secret. */
const HINTS: Readonly<Record<string, (secret: string) => string>> = {
  'secret-between-its-ends': (secret) => `The secret must be ${secret.slice(0, 4)}********${secret.slice(-4)}.`,
  'secret-ends-in-words': (secret) =>
    `The secret of this client begins with "${secret.slice(0, 4)}" and ends with "${secret.slice(-3)}".`,
  'last-four-of-the-secret': (secret) => `Expected the key ****${secret.slice(-4)}.`,
  'first-six-of-the-secret': (secret) => `Expected the key ${secret.slice(0, 6)}….`,
  'half-of-the-secret': (secret) => `Compared ${secret.slice(8, 24)} with what was sent.`,
};

/** Refusals of wrong credentials that help to guess the right ones. */
export const HINTED: readonly Wrong[] = Object.entries(HINTS).map(([name, hint]) =>
  broken(
    `refusal-shows-${name}`,
    `A refusal of wrong credentials shows a part of the right secret: ${name.replaceAll('-', ' ')}.`,
    fails('responses-hint-at-no-secret'),
    refusing((call) => hint(ownTenant(call).credentials.secret)),
    { requirements: ['responses-hint-at-no-secret', 'wrong-secret-is-refused', 'call-without-credentials-is-refused'] },
  ),
);

/** Refusals that show, masked, what was sent to them. */
export const UNHINTED: readonly Right[] = [
  legal(
    'refusal-masks-what-was-sent',
    'A refusal of wrong credentials shows how the secret that was sent begins and ends.',
    refusing(({ request }) => {
      const { secret = '' } = parseBasic(request.headers.get('authorization')) ?? {};
      return `Not known: ${secret.slice(0, 3)}****${secret.slice(-3)}.`;
    }),
    {},
    {
      requirements: [
        'responses-hint-at-no-secret',
        'wrong-secret-is-refused',
        'near-credentials-are-refused-and-delete-nobody',
      ],
    },
  ),
];

function refusing(say: (call: KnotCall) => string): () => KnotRun {
  return steps({ refuseCredentials: (call) => errorAnswer(401, 'INVALID_INPUT', 'INVALID_API_KEYS', say(call)) });
}
