import type { Exchange } from '../../http/types.ts';
import { describeGateway, excused, isGatewaysOwn, stoppedByGateway } from '../../users/gateway-answer.ts';
import type { CheckContext, Observation, Sending } from '../types.ts';

/**
 * What a gateway's own answer to a judged request means (A51). To a request that names no living user it accuses nobody. A
 * valid deletion of a living user that it blocks is judged, and the words name the gateway.
 */
export function byGateway(
  context: CheckContext,
  { role, about = 'the request', badCredentials, conforms = true }: Sending,
  exchange: Exchange,
): Pick<Observation, 'about' | 'insteadOfAccusing'> {
  if (badCredentials || !isGatewaysOwn(exchange, context)) return { about };
  // Who names a living user in a request that must be refused asks for no deletion that could be blocked.
  if (role === 'fault' || role === 'control' || !conforms)
    return { about, insteadOfAccusing: excused(stoppedByGateway(exchange, `The request (${about})`)) };
  return { about: `${about}, which a gateway in front of the API blocked (${describeGateway(exchange)})` };
}
