import type { SharedAnswers } from '../users/types.ts';
import { ConfigurationError } from '../errors.ts';
import type { RunContext } from './context.ts';
import type { PlaceTransport } from './recording-types.ts';
import type { RunState } from './types.ts';

/**
 * Runs one place (the preflight, a requirement or the final check) with random values, a clock and a transport of its
 * own.
 * @throws ConfigurationError where a replay does not fit what was recorded
 */
export async function inPlace<S extends RunContext & { readonly runState?: RunState }, T>(
  context: S,
  place: string,
  act: (around: S) => Promise<T>,
): Promise<T> {
  const { clock, turn, recordOrReplay } = context;
  const transport = recordOrReplay?.enter(place, { clock, turn }, context);
  const [result] = await Promise.allSettled([act(placed(context, place, transport))]);
  const mismatch = transport?.end();
  if (mismatch !== undefined) throw new ConfigurationError(mismatch);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function placed<S extends RunContext & { readonly runState?: RunState }>(
  context: S,
  place: string,
  transport: PlaceTransport | undefined,
): S {
  const { random, authenticators, knownIds, runState } = context;
  const draw = random.at(place);
  const nonce = (): string => draw('nonce').toString('hex').slice(0, NONCE_DIGITS);
  const { own, other } = authenticators;
  const drawn = {
    ...context,
    draw,
    authenticators: {
      own: own.withNonces?.(nonce) ?? own,
      ...(other ? { other: other.withNonces?.(nonce) ?? other } : {}),
    },
  };
  if (!transport) return drawn;
  const { clock, turn, shared } = transport;
  return {
    ...drawn,
    clock,
    turn,
    shared,
    knownIds: {
      ...knownIds,
      registerId(id: string) {
        const isNew = knownIds.registerId(id);
        return shared.now('claim', true, () => isNew);
      },
    },
    ...(runState ? { runState: stateAsShared(runState, shared) } : {}),
  };
}

const NONCE_DIGITS = 16;

const NOBODY = { deleted: [], preserved: [], missing: 0 };

/** The run state as one place sees it. */
function stateAsShared(runState: RunState, shared: SharedAnswers): RunState {
  return {
    preflightResult: () => runState.preflightResult(),
    targetSilent: () => runState.targetSilent(),
    control: (answered) => shared.later('control', { targetSilent: false }, () => runState.control(answered)),
    acquire: (requirement) => shared.later('users', NOBODY, () => runState.acquire(requirement)),
    release: (requirement, alive) => runState.release(requirement, alive),
    mayCreate: (requirement, count) => shared.later('allowance', true, () => runState.mayCreate(requirement, count)),
    borrow: (requirement, count) => shared.later('lent', [], () => runState.borrow(requirement, count)),
    releaseShared: (requirement, users) => runState.releaseShared(requirement, users),
    record: (users) => runState.record(users),
  };
}
