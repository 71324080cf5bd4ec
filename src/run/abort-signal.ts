import { ExchangeError, type Transport } from '../http/types.ts';
import type { TransportAndClock } from './recording-types.ts';
import type { Clock } from '../clock.ts';

/** Stops a run: nothing more is sent, and nobody waits any longer. */
export interface StopSignal {
  readonly stopped: boolean;
  stop(): void;
  /** The same transport, which refuses once the run is stopped. */
  transport(inner: Transport): Transport;
  /** The same clock, whose sleepers wake once the run is stopped. */
  clock(inner: Clock): Clock;
  /** The same line to the target, of whose turn nobody waits any longer once the run is stopped. */
  line<L extends TransportAndClock>(inner: L): L;
}

/**
 * Creates a signal that has not been given.
 * @param why the end of the sentence that states this of a request
 */
export function createStopSignal(why = 'the run was stopped'): StopSignal {
  const sleepers = new Set<() => void>();
  let stopped = false;
  const refuse: Transport = () => {
    throw new ExchangeError('unsent', `The request was not sent: ${why}.`, 0, 'interrupted');
  };
  const untilStopped = async <T>(waiting: Promise<T>): Promise<T | undefined> => {
    let wake = (): void => undefined;
    const given = new Promise<undefined>((resolve) => {
      wake = () => resolve(undefined);
      sleepers.add(wake);
    });
    try {
      return await Promise.race([waiting, given]);
    } finally {
      sleepers.delete(wake);
    }
  };
  const transport =
    (inner: Transport): Transport =>
    (request, limits) =>
      (stopped ? refuse : inner)(request, limits);
  const clock = (inner: Clock): Clock => ({
    now: () => inner.now(),
    async sleep(ms) {
      if (!stopped) await untilStopped(inner.sleep(ms));
    },
  });
  return {
    get stopped() {
      return stopped;
    },
    stop() {
      stopped = true;
      for (const wake of sleepers) wake();
      sleepers.clear();
    },
    transport,
    clock,
    line: (inner) => ({
      ...inner,
      clock: clock(inner.clock),
      async turn(about) {
        const granted = stopped ? undefined : await untilStopped(inner.turn(about));
        return granted ? transport(granted) : refuse;
      },
    }),
  };
}
