import type { ChildProcess } from 'node:child_process';
import type { RunOrder } from './order.ts';

/** The runner's child, which was started before its order was known and waits for it. */
export interface Runner {
  readonly child: ChildProcess;
  /** Its exit code when it has ended: null where a signal ended it or it could not be started. */
  readonly ended: Promise<number | null>;
}

/**
 * Runs the suite in the runner's child by an order.
 * @returns the runner's own exit code, or that a signal interrupted it.
 */
export async function runPlaywright({ child, ended }: Runner, order: RunOrder): Promise<number | 'interrupted' | null> {
  const signals: string[] = [];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      signals.push(signal);
      child.kill('SIGINT'); // The one on which Playwright winds down.
    });
  // It asks when it listens. Where it has ended since, nobody takes the order, and its end says so.
  child.once('message', () => child.send(order, () => undefined));
  const code = await ended;
  return signals.length > 0 ? 'interrupted' : code;
}

/** Ends a runner that gets no order: it has done nothing yet. */
export function dismiss({ child }: Runner): void {
  child.kill('SIGKILL');
}
