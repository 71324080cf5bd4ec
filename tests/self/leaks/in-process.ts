import { createBoundary } from '../../../src/evidence/boundary.ts';
import { virtualClock } from '../../../src/clock.ts';
import { ExchangeError, type Transport, type WireRequest } from '../../../src/http/types.ts';
import type { VendorPart } from '../../../src/run/assemble-vendor-results.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { openRun } from '../../../src/run/run.ts';
import { LIVE_STEPS, type RunSteps } from '../../../src/run/steps.ts';
import { inProcessTransport, type Sandbox } from '../../../src/sandbox/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { loadOnce } from '../run/in-process.ts';
import { speltFrom, TELLINGS } from './telling.ts';

/** The steps of a run in which a target is asked. The users of a requirement are set up and observed within it. */
export const PHASES = ['preflight', 'requirements', 'final check and clean-up'] as const;
type Phase = (typeof PHASES)[number];

/** Ways to tell secrets, of which one is no answer at all. */
export const WAYS = [...Object.keys(TELLINGS), 'lost'];

/** One run against a target that tells. */
export interface TellingRun {
  readonly sandbox: (clock: ReturnType<typeof virtualClock>) => Promise<Sandbox>;
  readonly variables: Readonly<Record<string, string>>;
  /** What the target knows and tells, beside the Authorization values that it was sent. */
  readonly secrets: readonly string[];
  /** Exchanges what the run sends for what the sandbox accepts. */
  readonly authorization: (given: string) => string;
  readonly select: RegExp;
  /** In which phase it is hostile; in the others it answers honestly, and tells. */
  readonly phase: Phase;
  /** To which requests (`METHOD path`) it is; default: to all. */
  readonly hostileTo?: RegExp;
  /** Where in the list of ways, and of spellings, it begins. */
  readonly offset: number;
}

/** Whatever could leave such a run, and what it was told. */
export interface TellingEnd {
  readonly results: Results;
  /** What a shard would leave for the merge. */
  readonly part: VendorPart;
  /** What the hooks of a run were called with, as JSON: progress of the terminal. */
  readonly progress: string;
  /** `phase METHOD path way`. */
  readonly told: ReadonlySet<string>;
  /** Spellings that it was told in. */
  readonly spellings: ReadonlySet<string>;
  readonly authorizations: ReadonlySet<string>;
  /** Texts of secrets that were planted in answers, each as often as it was. */
  readonly planted: number;
}

/** Judges a sandbox that tells secrets in every answer, in the steps of a real run. */
export async function judgeTelling(run: TellingRun): Promise<TellingEnd> {
  const clock = virtualClock();
  const sandbox = await run.sandbox(clock);
  const vendor = await loadOnce(sandbox.vendor);
  const target = readTarget(vendor.profile, run.variables, 'configured', vendor.name);
  const [told, spellings, authorizations] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const calls = new Map<string, number>();
  let phase: Phase = 'preflight';
  let earlier = '';
  let planted = 0;
  let answers = 0;

  const wayOf = (request: WireRequest): string => {
    const { pathname } = new URL(request.url);
    const key = `${phase} ${request.method} ${pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')}`;
    const count = (calls.get(key) ?? 0) + run.offset;
    calls.set(key, count - run.offset + 1);
    const isHostile = phase === run.phase && (run.hostileTo?.test(key) ?? true);
    const way = isHostile ? (WAYS[count % WAYS.length] ?? '') : 'decorated';
    told.add(`${key} ${way}`);
    return way;
  };

  const transport: Transport = async (request, limits) => {
    const given = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
    const way = wayOf(request);
    if (given.length > 60) authorizations.add(given);
    const known = [...run.secrets, given, earlier].filter((text) => text.length > 20);
    const spelt = speltFrom(run.offset * 5 + answers++, known).map(({ spelling, text }) => {
      spellings.add(spelling);
      return text;
    });
    earlier = given;
    planted += spelt.length;
    if (way === 'lost') throw new ExchangeError('reset', `The peer said ${spelt.join(', ')}.`);
    const answer = await inProcessTransport(sandbox)(plain(request, run.authorization), limits);
    const made = (TELLINGS[way] as (typeof TELLINGS)[string])(answer, spelt);
    return { ...answer, ...made };
  };

  const inPhase = <T extends unknown[], R>(name: Phase, step: (...given: T) => R): ((...given: T) => R) => {
    return (...given) => {
      phase = name;
      return step(...given);
    };
  };
  const [first, second, third] = PHASES;
  const steps: RunSteps = {
    preflight: inPhase(first, LIVE_STEPS.preflight),
    judge: inPhase(second, LIVE_STEPS.judge),
    finalCheck: inPhase(third, LIVE_STEPS.finalCheck),
  };
  const boundary = createBoundary();
  const requirements = vendor.requirements.filter(({ id, check }) => check !== undefined && run.select.test(id));
  const progress: unknown[] = [];
  const opened = openRun({
    runId: 'run',
    startedAt: new Date(clock.now()).toISOString(),
    seed: 1,
    selection: null,
    options: { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false },
    suite: { name: 'suite', version: '0', commit: null },
    now: () => clock.now(),
    onResult: (result) => void progress.push(result),
    vendors: [
      {
        ...{ vendor, target, transport, clock, boundary, steps, requirements, seed: 1 },
        ...{ runSecret: newRunSecret(), allowHazardous: false, concurrency: 1 },
      },
    ],
  });
  opened.start();
  const ends = await opened.end();
  const results = boundary.value(await opened.finish());
  await sandbox.dispose();
  const [end] = ends;
  if (!end) throw new Error('A run against one target has one end.');
  const left = { results, part: end.part, progress: JSON.stringify(progress) };
  return { ...left, told, spellings, authorizations, planted };
}

/** As the sandbox takes it: with its own credentials, and without what the base URL hides. */
function plain(request: WireRequest, authorization: (given: string) => string): WireRequest {
  const url = new URL(request.url);
  url.username = '';
  url.password = '';
  url.searchParams.delete('token');
  const headers = request.headers.map(([name, value]): [string, string] => [
    name,
    name.toLowerCase() === 'authorization' ? authorization(value) : value,
  ]);
  return { ...request, url: url.href, headers };
}
