import { Refusal, type Answer } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { legal } from '../types.ts';
import { errorOf, type Right } from './tools.ts';

/** What servers limit beside all requests together (C29, A48). */
export const LEGAL_LIMITS: readonly Right[] = [
  legal(
    'bad-credentials-are-limited',
    'After twenty refusals of credentials further bad ones are answered 429, and right ones as ever.',
    () => {
      let count = 0;
      return {
        behaviour: {
          async authenticate(call) {
            try {
              return await MASTERCARD.authenticate(call);
            } catch (error) {
              throw ++count > 20 ? new Refusal(tooMany(30)) : error;
            }
          },
        },
      };
    },
  ),
];

function tooMany(waitS: number): Answer {
  const answer = errorOf(429, 'RATE_LIMIT_EXCEEDED', { Source: 'Gateway', Recoverable: true });
  return { ...answer, headers: { 'retry-after': String(waitS) } };
}
