import type { Answer } from '../../../../src/sandbox/answer.ts';
import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { legal } from '../types.ts';
import { nowOf, type Right } from './tools.ts';

/** What servers limit beside all requests together (K30, A48). */
export const LEGAL_LIMITS: readonly Right[] = [
  badCredentials('bad-credentials-are-limited', 'After twenty bad credentials all others are answered 429.', 20, 30),
  badCredentials(
    'bad-credentials-wait-an-hour',
    'After twenty bad credentials all others must wait an hour.',
    20,
    3600,
  ),
  badCredentials(
    'bad-credentials-are-limited-without-a-time',
    'After fifteen bad credentials all others are answered 429, which says no time.',
    15,
  ),
  legal('bad-credentials-ten-a-minute', 'Ten bad credentials a minute are refused, and others answered 429.', () => {
    let [from, count] = [-Infinity, 0];
    return {
      behaviour: {
        refuseCredentials(call) {
          const now = nowOf(call.tenants[0]!);
          if (now - from >= 60_000) [from, count] = [now, 0];
          return ++count > 10 ? tooMany(Math.ceil((from + 60_000 - now) / 1000)) : KNOT.refuseCredentials(call);
        },
      },
    };
  }),
];

function badCredentials(id: string, does: string, most: number, waitS?: number): Right {
  return legal(id, does, () => {
    let count = 0;
    const refuseCredentials = (call: KnotCall): Answer =>
      ++count > most ? tooMany(waitS) : KNOT.refuseCredentials(call);
    return { behaviour: { refuseCredentials } };
  });
}

function tooMany(waitS?: number): Answer {
  return {
    status: 429,
    ...(waitS === undefined ? {} : { headers: { 'retry-after': String(waitS) } }),
    body: { message: 'Too Many Attempts.' },
  };
}
