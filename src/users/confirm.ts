import type { Clock } from '../clock.ts';
import type { SaysHarm, UserObservation } from './types.ts';

/** A shorter settle time does not shorten a confirmation (A35). */
const LEAST_CONFIRMATION_MS = 2000;

/** When the looks of a confirmation are taken, as parts of its time. */
const LOOKS_AT = [0.1, 0.25, 0.5, 0.65, 0.8, 1];

/** The first look whose part is at least this belongs to the last half. */
const LAST_HALF = 0.5;

/** How long a confirmation takes. */
function confirmationMs(settleMs: number): number {
  return Math.max(settleMs, LEAST_CONFIRMATION_MS);
}

/** Whether a look at a user who must live shows that the user does not. */
export const isHarmed: SaysHarm = ({ state }) => {
  if (state === 'living') return false;
  return state === 'unknown' || state === 'presumed' ? undefined : true;
};

export interface Confirmation {
  readonly observe: () => Promise<UserObservation>;
  readonly saysHarm: SaysHarm;
  /** Whether no further look is possible. */
  readonly isOver?: () => boolean;
  readonly settleMs: number;
  readonly clock: Clock;
}

/**
 * Looks once. Only where that shows harm, it looks again over the settle time, because a replica that is behind shows
 * the same for a while (A35): harm in every look of the last half, or harm that comes, goes and comes back, is confirmed.
 * @returns a look that shows what was confirmed; its exchanges begin with those of the first look
 */
export async function observeConfirmed(confirmation: Confirmation): Promise<UserObservation> {
  const { observe, saysHarm, isOver = () => false, settleMs, clock } = confirmation;
  const first = await observe();
  if (saysHarm(first) !== true || isOver()) return first;
  const start = clock.now();
  const looks: Look[] = [{ part: 0, observation: first, isHarm: true }];
  for (const part of LOOKS_AT) {
    await clock.sleep(start + part * confirmationMs(settleMs) - clock.now());
    const observation = await observe();
    looks.push({ part, observation, isHarm: saysHarm(observation) });
    if (isOver()) return withFirst(first, observation);
  }
  return withFirst(first, decisiveOf(looks));
}

interface Look {
  readonly part: number;
  readonly observation: UserObservation;
  readonly isHarm: boolean | undefined;
}

function decisiveOf(looks: readonly Look[]): UserObservation {
  const late = looks.filter(({ part, isHarm }) => part >= LAST_HALF && isHarm !== undefined);
  const harmed = late.filter(({ isHarm }) => isHarm);
  const spared = late.filter(({ isHarm }) => !isHarm);
  const isConfirmed = harmed.length > 1 && (spared.length === 0 || comesBack(looks));
  const decisive = (isConfirmed ? harmed : spared).at(-1) ?? looks.at(-1);
  if (isConfirmed || spared.length > 0) return (decisive as Look).observation;
  return unconfirmed((decisive as Look).observation);
}

/** Whether harm was seen, then none, then harm again. */
function comesBack(looks: readonly Look[]): boolean {
  const said = looks.flatMap(({ isHarm }) => isHarm ?? []);
  return said.some((isHarm, at) => isHarm && said[at - 1] === false);
}

/** Too few of the late looks showed anything. */
function unconfirmed({ notJudged, ...observation }: UserObservation): UserObservation {
  const message = 'Harm was seen once and could not be confirmed: too few of the later looks could be judged.';
  return {
    ...observation,
    state: 'unknown',
    notJudged: notJudged ?? { verdict: 'inconclusive', reason: 'unobservable', message },
  };
}

function withFirst(first: UserObservation, last: UserObservation): UserObservation {
  return { ...last, exchanges: [...new Set([...first.exchanges, ...last.exchanges])] };
}

export interface Return {
  readonly observe: () => Promise<UserObservation>;
  /** Instant from which a deleted user who lives is a fault, in ms since the epoch. */
  readonly deadline: number;
  readonly settleMs: number;
  readonly clock: Clock;
}

/** Pauses between the looks at a user who may have come back; the last one repeats. */
const PAUSES_MS = [100, 200, 300, 400];

const isThere = ({ state }: UserObservation): boolean => state === 'living' || state === 'terminating';

/**
 * Whether a deleted user who was just seen is there: seen in two looks after the deadline (A35). A deadline that is
 * further away than a confirmation takes is not waited for.
 * @param seen the look that showed the user, and the instant at which it began
 * @returns the look that decides
 */
export async function observeReturn(
  seen: { readonly observation: UserObservation; readonly at: number },
  { observe, deadline, settleMs, clock }: Return,
): Promise<{ readonly observation: UserObservation; readonly at: number }> {
  const timeMs = confirmationMs(settleMs);
  if (deadline > clock.now() + timeMs) return seen;
  let shown = seen.at >= deadline ? [seen] : [];
  let last = seen;
  const from = Math.max(deadline, clock.now());
  await clock.sleep(from - clock.now());
  for (let turn = 0; clock.now() <= from + timeMs; turn += 1) {
    await clock.sleep(PAUSES_MS[Math.min(turn, PAUSES_MS.length - 1)] ?? 0);
    const at = clock.now();
    last = { at, observation: await observe() };
    if (isThere(last.observation)) shown = [...shown, last];
    if (shown.length > 1) return { at, observation: withFirst(seen.observation, last.observation) };
  }
  return last;
}
