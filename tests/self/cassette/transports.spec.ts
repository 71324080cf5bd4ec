import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { recordingTransport } from '../../../src/cassette/recording-transport.ts';
import { replayingTransport } from '../../../src/cassette/replaying-transport.ts';
import { storedPlace } from '../../../src/cassette/stored-place.ts';
import type { Reading } from '../../../src/cassette/stored-request.ts';
import type { StoredPlace } from '../../../src/cassette/types.ts';
import { systemClock, virtualClock, type Clock } from '../../../src/clock.ts';
import { createRateLimiter } from '../../../src/http/rate-limit.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import { ExchangeError, type Transport, type WireRequest } from '../../../src/http/types.ts';
import type { PlaceTransport } from '../../../src/run/recording-types.ts';
import { SLOW } from '../part.ts';

const BASE = Date.UTC(2026, 0, 1);
const LIMITS = { timeoutMs: 1000, maxBytes: 1000 };
const redactor = createRedactor({ secrets: [], contractTexts: '', keepHeaders: [] });
const reading: Reading = { baseUrl: 'http://127.0.0.1', redactor, leftOut: new Set(['authorization']) };

/** What one of several flows of a place does: sends, takes a turn without sending, or waits. */
type Step = { readonly awaits?: number } & (
  | { readonly does: 'send'; readonly takes: number; readonly fails: boolean }
  | { readonly does: 'nothing' }
  | { readonly does: 'wait'; readonly ms: number }
);

/** How many promises a flow awaits before it goes on: some have more to think about than others. */
const awaits = fc.nat({ max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('send' as const), takes: fc.nat({ max: 4 }), fails: fc.boolean(), awaits }),
  fc.record({ does: fc.constant('nothing' as const), awaits }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.nat({ max: 4 }), awaits }),
);
const place = fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 4 });

/** Runs the flows together and tells all that they could see: what happened in which order, and at which instants. */
async function trace(flows: readonly (readonly Step[])[], line: PlaceTransport): Promise<string[]> {
  const seen: string[] = [];
  let drawn = 0;
  await Promise.all(
    flows.map(async (steps, flow) => {
      for (const [index, one] of steps.entries()) {
        if (one.does === 'wait') await line.clock.sleep(one.ms);
        else {
          const send = await line.turn();
          // Counted across flows, as draws for ids are: the same only where everything comes in the same order.
          drawn += 1;
          const sent =
            one.does === 'send' && send(requestOf(`/${flow}/${index}/${drawn}/${one.takes}/${one.fails}`), LIMITS);
          if (sent) seen.push(await sent.then(({ status }) => `${status}`, String));
        }
        for (let left = one.awaits ?? 0; left > 0; left--) await Promise.resolve();
        seen.push(`flow ${flow} step ${index} at ${line.clock.now() - BASE}, ${drawn} drawn`);
      }
    }),
  );
  return seen;
}

const requestOf = (path: string): WireRequest => ({
  method: 'POST',
  url: `http://127.0.0.1${path}`,
  headers: [['Authorization', `Basic ${Math.random()}`]],
});

/** A target whose answers take as long as its paths say. */
const target =
  (clock: Clock): Transport =>
  async ({ url }) => {
    const [takes = '0', fails] = url.split('/').slice(-2);
    // Some answers come at once: several of them then end in one turn of the event loop.
    if (Number(takes) > 0) await clock.sleep(Number(takes));
    if (fails === 'true') throw new ExchangeError('reset', 'no answer', Number(takes));
    return { status: 200, headers: [], body: Buffer.from(url), truncated: false, durationMs: Number(takes) };
  };

const asStored = (recorded: ReturnType<typeof recordingTransport>['recorded']): StoredPlace =>
  JSON.parse(JSON.stringify(storedPlace('house/row', recorded, { reading, redactor, base: BASE }))) as StoredPlace;

const replaying = (stored: StoredPlace): PlaceTransport =>
  replayingTransport(stored, { reading, base: BASE, secretOf: () => undefined, reached: () => undefined });

test(
  'whatever is under way together at a place is replayed in the same order, at the same instants',
  SLOW,
  async () => {
    await fc.assert(
      fc.asyncProperty(place, fc.boolean(), fc.infiniteStream(fc.nat({ max: 3 })), async (flows, isLimited, lates) => {
        const real = virtualClock(BASE);
        // Timers of a busy machine fire late, and out of turn.
        const clock: Clock = { ...real, sleep: (ms) => real.sleep(ms + Number(lates.next().value)) };
        const turn = createRateLimiter({ perSecond: 500 }, real);
        const transport = target(real);
        const recording = recordingTransport({ clock, turn: async () => (isLimited && (await turn()), transport) });
        const recorded = await trace(flows, recording);
        const line = replaying(asStored(recording.recorded));
        expect(await trace(flows, line)).toEqual(recorded);
        expect(line.end()).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  },
);

test('a place that does one thing after another needs no numbers of events, and waits for nobody', async () => {
  const flow: Step[] = [
    { does: 'send', takes: 3, fails: false },
    { does: 'wait', ms: 86_400_000 },
    { does: 'nothing' },
    { does: 'send', takes: 1, fails: true },
  ];
  const clock = virtualClock(BASE);
  const recording = recordingTransport({ clock, turn: async () => target(clock) });
  const recorded = await trace([flow], recording);
  const stored = asStored(recording.recorded);
  expect(stored.exchanges.map(({ at, until, events }) => [at, until, events])).toEqual([
    [0, 3, undefined],
    [86_400_003, undefined, undefined],
    [86_400_003, 86_400_004, undefined],
  ]);
  const before = systemClock.now();
  expect(await trace([flow], replaying(stored))).toEqual(recorded);
  expect(systemClock.now() - before).toBeLessThan(86_400_000);
});

test('that the server had closed a kept connection is replayed as well', async () => {
  const clock = virtualClock(BASE);
  const closed: Transport = async () => {
    throw new ExchangeError('reset', 'closed', 1, undefined, true);
  };
  const flow = async (line: PlaceTransport): Promise<unknown> =>
    (await line.turn())(requestOf('/'), LIMITS).catch((error: unknown) => error);
  const recording = recordingTransport({ clock, turn: async () => closed });
  const recorded = await flow(recording);
  expect(recorded).toMatchObject({ kind: 'reset', reused: true });
  expect(await flow(replaying(asStored(recording.recorded)))).toEqual(recorded);
});

test('a place that does something else ends, and says what differs first', async () => {
  const flows = (takes: number, more: readonly Step[] = []): Step[][] => [
    [{ does: 'send', takes: 1, fails: false }, { does: 'wait', ms: 5 }, { does: 'send', takes, fails: false }, ...more],
    [
      { does: 'wait', ms: 2 },
      { does: 'send', takes: 3, fails: false },
    ],
  ];
  const clock = virtualClock(BASE);
  const recording = recordingTransport({ clock, turn: async () => target(clock) });
  await trace(flows(2), recording);
  const stored = asStored(recording.recorded);
  const endOf = async (others: readonly (readonly Step[])[]): Promise<string | undefined> => {
    const line = replaying(stored);
    await trace(others, line);
    return line.end();
  };
  expect(await endOf(flows(2))).toBeUndefined();
  expect(await endOf(flows(4))).toMatch(
    /request 3 of house\/row differs\. Expected: POST \/0\/2\/3\/2\/.* Got: .*\/4\//,
  );
  expect(await endOf(flows(2, [{ does: 'send', takes: 0, fails: false }]))).toMatch(
    /request 4 of house\/row differs\. Expected: no further request\. Got: POST \/0\/3\//,
  );
  expect(await endOf(flows(2).slice(0, 1))).toMatch(
    /request 2 of house\/row differs\. Expected: POST \/1\/1\/.* Got: POST \/0\/2\//,
  );
  expect(await endOf([])).toMatch(/request 1 of house\/row differs\. Expected: .* Got: no further request\.$/);
  expect(await endOf([[{ does: 'nothing' }]])).toMatch(/request 1 of .* Got: no further request\.$/);
});
