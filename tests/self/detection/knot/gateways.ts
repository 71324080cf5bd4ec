import type { WireRequest } from '../../../../src/http/types.ts';
import { GATEWAY_ANSWERS, gateway, isSuspicious } from '../../gateways/firewall.ts';
import { broken, fails, legal } from '../types.ts';
import { isDeletion } from '../wire.ts';
import type { Right, Wrong } from './tools.ts';

const ROWS = [
  'unknown-id-with-quotes-is-refused',
  'user-with-quotes-is-deletable',
  'user-with-slashes-is-deletable',
  'user-with-markup-is-deletable',
  'deleted-user-is-gone',
];

const ANSWERS = Object.entries(GATEWAY_ANSWERS);

/** In front of an implementation that does nothing wrong (A51). */
export const BEHIND_GATEWAYS: readonly Right[] = [
  legal('behind-a-firewall', 'A firewall answers quotes, `<`, `../` and words of SQL with a page, 403 (A51).', () =>
    gateway(isSuspicious, GATEWAY_ANSWERS['a page']),
  ),
  ...ANSWERS.map(([what, response]) =>
    legal(
      `behind-a-gateway-${slug(what)}`,
      `A gateway answers suspicious requests ${response.status} with ${what} (A51).`,
      () => gateway(isSuspicious, response),
      {},
      { requirements: ROWS },
    ),
  ),
  legal(
    'behind-a-gateway-for-reads',
    'A gateway answers suspicious reads with a page: whether the users live is not seen (A51, A47).',
    () => gateway((request) => request.method === 'GET' && isSuspicious(request), GATEWAY_ANSWERS['a page']),
    {},
    { requirements: ROWS },
  ),
];

/** A living user whose creation the gateway let through cannot be deleted. */
export const BLOCKING_GATEWAYS: readonly Wrong[] = ANSWERS.map(([what, response]) =>
  broken(
    `gateway-blocks-deletions-${slug(what)}`,
    `A gateway lets users with suspicious ids be created and answers their deletion ${response.status} with ${what}.`,
    fails('user-with-quotes-is-deletable', 'user-with-slashes-is-deletable', 'user-with-markup-is-deletable'),
    () => gateway(isSuspiciousDeletion, response),
    { requirements: ROWS },
  ),
);

function isSuspiciousDeletion(request: WireRequest): boolean {
  return isDeletion(request) && isSuspicious(request);
}

function slug(text: string): string {
  return text.replace(/\W+/g, '-').toLowerCase();
}
