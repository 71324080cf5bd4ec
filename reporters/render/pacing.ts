import type { TargetReport } from '../../src/verdict/results.ts';

/** How the target's limits were met, in one sentence; undefined where none was. */
export function pacingText({ pacing }: Pick<TargetReport, 'pacing'>): string | undefined {
  if (!pacing) return undefined;
  const { refused, pauses, waitedMs, perSecond, gaveUp } = pacing;
  const said =
    refused === 0 ? 'No request was refused' : `${count(refused, 'request was', 'requests were')} refused for now`;
  const waited = `the run paused ${pauses === 1 ? 'once' : `${pauses} times`}, ${seconds(waitedMs)} in all`;
  const pace = perSecond === null ? '' : `, and ended at ${rate(perSecond)}`;
  const end = gaveUp ? '; the target never stopped refusing, so the rest was not sent' : '';
  return `${said}; ${waited}${pace}${end}.`;
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

const seconds = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;

function rate(perSecond: number): string {
  return perSecond >= 2
    ? `${perSecond.toFixed(1)} requests a second`
    : `${(perSecond * 60).toFixed(0)} requests a minute`;
}
