import { expect, test } from '@playwright/test';
import { renderHtml } from '../../../reporters/render/html.ts';
import { pacingText } from '../../../reporters/render/pacing.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { schemaViolation } from '../../../src/results/results-schema.ts';
import { sampleResults } from './sample-results.ts';

const MET = { refused: 24, pauses: 13, waitedMs: 243_000, perSecond: 0.95, gaveUp: false };
const TEXT =
  '24 requests were refused for now; the run paused 13 times, 4 min in all, and ended at 57 requests a minute.';

test('how limits were met is one sentence', () => {
  expect(pacingText({ pacing: MET })).toBe(TEXT);
  expect(pacingText({ pacing: { refused: 0, pauses: 1, waitedMs: 7000, perSecond: null, gaveUp: false } })).toBe(
    'No request was refused; the run paused once, 7 s in all.',
  );
  expect(pacingText({ pacing: { ...MET, gaveUp: true } })).toContain('never stopped refusing');
  expect([pacingText({ pacing: null }), pacingText({})]).toEqual([undefined, undefined]);
});

test('it stands in results.json, on the page and on the terminal; where no limit was met nothing does', () => {
  const quiet = sampleResults();
  const limited = sampleResults({ targets: quiet.targets.map((target) => ({ ...target, pacing: MET })) });
  expect(schemaViolation(limited)).toBeNull();
  const wrong = sampleResults({ targets: quiet.targets.map((one) => ({ ...one, pacing: { ...MET, refused: -1 } })) });
  expect(schemaViolation(wrong)).toContain('/targets/0/pacing');
  for (const render of [
    renderHtml,
    (all: typeof quiet) => renderTerminal(all, { colour: false, reportDir: 'report' }),
  ]) {
    expect(render(limited)).toContain(TEXT);
    expect(render(quiet)).not.toContain('the run paused');
  }
});
