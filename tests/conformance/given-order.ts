import { once } from 'node:events';
import { EXIT_CODE } from '../../reporters/render/text.ts';
import { endWithParent } from '../../src/session/parent-process.ts';
import type { RunOrder } from './order.ts';

/** Set by the command, whose order follows as a message. Not a CONFORMANCE_ name, as those of published.ts. */
const ORDER_VARIABLE = 'DELETION_CONFORMANCE_ORDER';

/**
 * The order of the command, which started this process before it knew it; undefined for a native run. Ends the process
 * where the command ends without having given one.
 */
export async function givenOrder(): Promise<RunOrder | undefined> {
  if (process.env[ORDER_VARIABLE] === undefined) return undefined;
  delete process.env[ORDER_VARIABLE]; // Not for what is started from here.
  const gone = (): never => process.exit(EXIT_CODE.invalid);
  if (!process.connected) gone();
  process.once('disconnect', gone);
  const answer = once(process, 'message');
  process.send?.('order?'); // Only now is it listened for.
  const [order] = (await answer) as [RunOrder];
  process.off('disconnect', gone);
  // The channel stays: when it closes, the command has ended, and this process with it.
  endWithParent();
  return order;
}
