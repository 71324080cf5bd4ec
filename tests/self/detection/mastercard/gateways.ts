import type { WireRequest } from '../../../../src/http/types.ts';
import { GATEWAY_ANSWERS, gateway } from '../../gateways/firewall.ts';
import { broken, fails, legal } from '../types.ts';
import { isDeletion } from '../wire.ts';
import type { Right, Wrong } from './tools.ts';

const BATCHES = [
  'five-hundred-ids-are-not-too-many',
  'five-hundred-and-one-ids-are-refused',
  'two-users-are-deleted-in-one-request',
  'hyphens-alone-do-not-crash',
  'deleted-user-is-gone',
];

/** In front of an implementation that does nothing wrong (A51). */
export const BEHIND_GATEWAYS: readonly Right[] = [
  legal('behind-a-limit-of-1-kb', 'A gateway answers bodies of more than 1 kB with a page, 413 (A51).', () =>
    gateway(longerThan(1000), GATEWAY_ANSWERS['a page, 413']),
  ),
  ...(['a page', 'JSON of an API gateway', 'a line of text'] as const).map((what) =>
    legal(
      `behind-a-gateway-${what.replace(/\W+/g, '-').toLowerCase()}`,
      `A firewall that takes two hyphens for SQL answers with ${what} (A51).`,
      () => gateway((request) => /--/.test(request.body?.toString() ?? ''), GATEWAY_ANSWERS[what]),
      {},
      { requirements: BATCHES },
    ),
  ),
];

/** Living users whose creation the gateway let through cannot be deleted together. */
export const BLOCKING_GATEWAYS: readonly Wrong[] = [
  broken(
    'gateway-blocks-batches',
    'A gateway answers deletions of more than one user with a page, 413.',
    fails('two-users-are-deleted-in-one-request'),
    () => gateway((request) => isDeletion(request) && longerThan(60)(request), GATEWAY_ANSWERS['a page, 413']),
    { requirements: BATCHES },
  ),
];

function longerThan(bytes: number) {
  return ({ body }: WireRequest): boolean => (body?.length ?? 0) > bytes;
}
