import type { KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { parseBasic } from '../../../../src/sandbox/knot/credentials.ts';
import { errorAnswer } from '../../../../src/sandbox/knot/errors.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails, legal } from '../types.ts';
import { ownTenant, steps, type Right, type Wrong } from './tools.ts';

/** Characters of a secret up to the first place, from the fourth on, where letters and digits are mixed. */
function begins(secret: string): string {
  const length = [...secret].findIndex((_, at) => at >= 3 && isMixed(secret.slice(0, at + 1))) + 1;
  return secret.slice(0, length);
}

const isMixed = (text: string): boolean => /\d/.test(text) && /[a-z]/.test(text);
const reversed = (text: string): string => [...text].reverse().join('');
const ends = (secret: string): string => reversed(begins(reversed(secret)));

/** What a refusal says of the right secret. */
const HINTS: Readonly<Record<string, (secret: string) => string>> = {
  'secret-between-its-ends': (secret) => `The secret must be ${begins(secret)}********${ends(secret)}.`,
  'secret-ends-in-words': (secret) =>
    `The secret of this client begins with "${begins(secret)}" and ends with "${secret.slice(-3)}".`,
  'last-four-of-the-secret': (secret) => `Expected the key ****${ends(secret)}.`,
  'first-four-of-the-secret': (secret) => `Expected the key ${begins(secret)}….`,
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
