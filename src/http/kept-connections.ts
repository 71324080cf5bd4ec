import http from 'node:http';
import type { Duplex } from 'node:stream';

/** What a connection offers while nothing is sent on it. Sockets of tests and interceptors may lack some of it. */
type IdleSocket = Duplex & {
  setTimeout?(ms: number): unknown;
  unref?(): unknown;
};

/**
 * How long a connection may be idle and still be used, in ms. Servers close idle ones after two seconds or more: one
 * that is about to be closed would lose a request that must not be sent twice.
 */
export const IDLE_MS = 1000;

/** What is known of a connection whose last answer has arrived. */
const idleTimes = new WeakMap<Duplex, number>();

/** Allows that a connection is kept for this many ms once its answer has arrived; without it, it is closed. */
export function keepFor(connection: Duplex, ms: number): void {
  idleTimes.set(connection, ms);
}

/**
 * Makes an agent with `keepAlive` keep only connections that {@link keepFor} allows, each for its own time. Bytes that
 * arrive while nothing was asked belong to no request: that connection is closed, so that they are not taken for the
 * answer to the next one.
 */
export function keeping<A extends http.Agent>(agent: A): A {
  const close = function (this: Duplex): void {
    this.destroy();
  };
  agent.keepSocketAlive = (socket: IdleSocket) => {
    const ms = idleTimes.get(socket) ?? 0;
    idleTimes.delete(socket);
    if (ms <= 0) return false;
    // The agent closes an idle connection when its time is over; one that is idle does not hold the process.
    socket.setTimeout?.(ms);
    socket.unref?.();
    socket.on('data', close);
    return true;
  };
  agent.reuseSocket = (socket: IdleSocket, request) => {
    socket.off('data', close);
    socket.setTimeout?.(0);
    // It also takes back what the agent listens to on idle connections.
    http.Agent.prototype.reuseSocket.call(agent, socket, request);
  };
  return agent;
}

/**
 * Lets the event loop read all that has arrived on idle connections: one that the server has closed meanwhile, or on
 * which it has sent something, is then no longer there to be used.
 */
export async function settleIdle(): Promise<void> {
  // The first turn may come after what was read already; a whole poll lies between the two.
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
