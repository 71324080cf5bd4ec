import { ExchangeError, type Transport } from '../http/types.ts';
import type { Clock } from '../clock.ts';

/** Stops a run: nothing more is sent, and nobody waits any longer. */
export interface StopSignal {
  readonly stopped: boolean;
  stop(): void;
  /** The same transport, which refuses once the run is stopped. */
  transport(inner: Transport): Transport;
  /** The same clock, whose sleepers wake once the run is stopped. */
  clock(inner: Clock): Clock;
}

/** Creates a signal that has not been given. */
export function createStopSignal(): StopSignal {
  const sleepers = new Set<() => void>();
  let stopped = false;
  return {
    get stopped() {
      return stopped;
    },
    stop() {
      stopped = true;
      for (const wake of sleepers) wake();
      sleepers.clear();
    },
    transport: (inner) => (request, limits) => {
      if (stopped) throw new ExchangeError('unsent', 'The request was not sent: the run was stopped.');
      return inner(request, limits);
    },
    clock: (inner) => ({
      now: () => inner.now(),
      async sleep(ms) {
        if (stopped) return;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            sleepers.delete(wake);
            resolve();
          };
          sleepers.add(wake);
          void inner.sleep(ms).then(wake);
        });
      },
    }),
  };
}
