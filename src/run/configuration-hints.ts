import { headerValues } from '../http/message.ts';
import { parseHttpDate } from '../http/http-date.ts';
import type { Exchange } from '../http/types.ts';
import { bodyOf } from '../users/responses.ts';
import type { Hint } from '../spec-loader/types.ts';
import { matches } from '../verdict/condition.ts';
import type { RunContext } from './context.ts';

/** Clocks that differ less are taken for the same: a Date has whole seconds, and the answer was under way. */
const WORTH_TELLING_MS = 60_000;

/** What the first answer of a target states about the configuration, in sentences for the operator. */
export interface Diagnosis {
  readonly likely: readonly string[];
  /** Set where there is nothing at this base URL that could be judged. */
  readonly nothingThere: boolean;
}

/** Compares the answer to a valid request with the vendor's hints, and its clock with that of this machine. */
export function diagnose(control: Exchange, { vendor, clockOffsetMs }: RunContext): Diagnosis {
  const facts = { status: control.response?.status, body: bodyOf(control) };
  const hints = (vendor.profile.hints ?? []).filter(({ when }: Hint) => matches(when, facts));
  const skew = clockDifference(control);
  const clocks = skew === undefined || Math.abs(skew - clockOffsetMs) < WORTH_TELLING_MS ? [] : [apart(skew)];
  return {
    likely: [...hints.map(({ say }) => say), ...clocks],
    nothingThere: hints.some(({ nothingThere }) => nothingThere === true),
  };
}

/** How far the target's clock is ahead of this machine's, in ms; undefined where its answer has no readable Date. */
function clockDifference({ at, response }: Exchange): number | undefined {
  if (!response) return undefined;
  const said = parseHttpDate(headerValues(response.headers, 'date')[0] ?? '', at);
  return said === undefined ? undefined : said - (at + response.durationMs);
}

function apart(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const where = seconds > 0 ? 'ahead of' : 'behind';
  return (
    `The target's clock is ${Math.abs(seconds)} s ${where} this machine's: ` +
    `--clock-offset ${seconds}s corrects the timestamps in signatures.`
  );
}
