import { expect, test } from '@playwright/test';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import type { Broken, Legal } from '../detection/types.ts';
import { judgeSandbox, type Run } from '../run/in-process.ts';
import { partOf, SLOW } from '../part.ts';

/** A second implementation of a vendor's service. */
export interface Second<Changes> {
  readonly vendor: string;
  readonly start: (clock: Clock, changes?: Changes) => Promise<Sandbox> | Sandbox;
  /** What the whole run leaves out, such as what needs hundreds of users. */
  readonly omitted?: RegExp;
}

/** Declares the tests of a second implementation: conformant as it is, and each line of its two tables. */
export function testSecond<Changes>(
  second: Second<Changes>,
  faults: readonly Broken<Changes>[],
  legal: readonly Legal<Changes>[],
): void {
  test('it is conformant, without a warning', SLOW, async () => {
    const results = await judge(second, undefined, whole(second));
    expect(complaints(results)).toEqual({});
    expect(results.outcome).toBe('conformant');
  });

  for (const { id, does, primary, change } of partOf(faults, nameOf, 4))
    test(`fault ${id}: ${does}`, async () => {
      const results = await judge(second, change(), ({ slug }) => slug in primary);
      expect(verdicts(results)).toMatchObject(primary);
    });

  for (const { id, does, warns, change } of partOf(legal, nameOf, 4))
    test(`legal ${id}: ${does}`, SLOW, async () => {
      const results = await judge(second, change(), whole(second));
      expect(complaints(results)).toEqual(Object.fromEntries(Object.keys(warns).map((slug) => [slug, 'warn'])));
      expect(results.outcome).toBe('conformant');
    });
}

const nameOf = ({ id }: { readonly id: string }): string => id;

/** Judges one instance in this process. */
async function judge<Changes>(
  { start }: Second<Changes>,
  changes: Changes | undefined,
  select: NonNullable<Run['select']>,
): Promise<Results> {
  const clock = virtualClock();
  const server = await start(clock, changes);
  try {
    return await judgeSandbox(server, clock, { select });
  } finally {
    await server.dispose();
  }
}

/** All of the catalogue that a run in this process can afford. */
function whole({ omitted }: Pick<Second<unknown>, 'omitted'>): NonNullable<Run['select']> {
  return ({ slug }) => !omitted?.test(slug);
}

/** The verdicts by slug. */
function verdicts({ requirements }: Results): Record<string, string> {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id.slice(id.indexOf('/') + 1), verdict]));
}

/** Verdicts that accuse or that judged nothing where something should be judged, by slug. */
function complaints(results: Results): Record<string, string> {
  const quiet = ['pass', 'info', 'not-observed', 'not-applicable'];
  return Object.fromEntries(Object.entries(verdicts(results)).filter(([, verdict]) => !quiet.includes(verdict)));
}
