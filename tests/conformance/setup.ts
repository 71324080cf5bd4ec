import type { NativeRun } from '../../reporters/conformance.ts';
import type { Redacted } from '../../src/evidence/redacted.ts';
import { NO_FORMATS } from '../../src/output/report-files.ts';
import type { Run } from '../../src/run/run.ts';
import { boundary, learnEnvironment } from '../../src/session/redaction.ts';
import { explain } from '../../src/session/error-message.ts';
import { defaultOptions } from '../../src/session/options.ts';
import { parseRunOptions } from '../../src/session/parse-options.ts';
import { planSession, type SessionPlan } from '../../src/session/plan.ts';
import { finishRun, openSession, type OpenOptions, type Session } from '../../src/session/session.ts';
import { specsFolder } from '../../src/session/vendors.ts';
import { endWithParent } from '../../src/session/parent-process.ts';
import { killCommands } from '../../src/users/operator-commands.ts';
import { readEnvironment } from '../../src/configuration/environment.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { gates } from '../../src/verdict/outcome.ts';
import type { GatedResult } from '../../integrations/report-verdict.ts';
import { publishChannel, publishVendors, serveMethods } from './worker-channel.ts';

/** What the main process holds between the configuration, the set-up and the reporter. */
let planned: SessionPlan | { readonly refusal: Redacted<string> } | undefined;
let session: Session | undefined;
let run: Run | undefined;
/** Ids whose result a test of the present run has received. */
const served = new Set<string>();

/**
 * Plans the run once, in the main process of the runner, and publishes to the workers which vendors to declare tests for. The
 * global set-up reports a refused configuration, because an error thrown here would be printed with its stack.
 */
export async function planNativeRun(): Promise<readonly string[]> {
  planned ??= await plan();
  const vendors = 'refusal' in planned ? [] : planned.vendors.map(({ vendor }) => vendor.name);
  publishVendors(vendors, 'refusal' in planned ? '' : specsFolder(planned.environment));
  return vendors;
}

async function plan(): Promise<NonNullable<typeof planned>> {
  try {
    const environment = learnEnvironment(readEnvironment(process.cwd()));
    const { CONFORMANCE_OPTIONS: text } = environment;
    return await planSession(text === undefined ? defaultOptions() : parseRunOptions(text), environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { refusal: boundary.text(error.message) };
  }
}

/** Before the first test: starts what the session needs, and serves its results to the tests. */
export default async function setUp(): Promise<() => Promise<void>> {
  if (planned === undefined)
    throw new Error('This set-up belongs to playwright.config.ts at the root of the repository.');
  if ('refusal' in planned) throw stackless(planned.refusal);
  const opened = await openSession(planned).catch((error: unknown) => {
    throw error instanceof ConfigurationError ? stackless(boundary.text(error.message)) : error;
  });
  session = opened;
  endWithParent();
  process.once('SIGINT', () => {
    killCommands();
    run?.stop();
  });
  const channel = await serveMethods({ result }, boundary.text);
  publishChannel(channel.url);
  return async () => {
    await channel.close();
    // The final check needs what the session started; an error of it is reported when the run is finished.
    await run?.end().catch(() => undefined);
    await opened.close();
  };
}

/**
 * The result of a requirement; one that was served already is judged again, by a run of its own. Without our reporter
 * nobody has begun a run: then each requirement is judged when its test asks for it.
 */
async function result(id: string): Promise<Redacted<GatedResult>> {
  if (served.has(id)) run = undefined;
  const current = (run ??= open({}));
  served.add(id);
  if (!current.requirements.some((one) => one.id === id)) return boundary.value({ result: null, gates: false });
  const judged = await current.result(id);
  return boundary.value({ result: judged, gates: gates(judged, current.plan.options) });
}

function open(options: OpenOptions): Run {
  if (!session) throw new Error('The set-up of the run has not taken place.');
  served.clear();
  return session.open(options);
}

/** What the reporter asks for: a run at the beginning of each selection, and its end. */
export const nativeRun: NativeRun = {
  get notices() {
    return planned && 'notices' in planned ? planned.notices : [];
  },
  get reportDir() {
    return planned && 'options' in planned ? planned.options.reportDir : '';
  },
  redact: boundary.text,
  get formats() {
    return planned && 'options' in planned ? planned.options.formats : NO_FORMATS;
  },
  explain: (error, where) => explain(error, where, nativeRun.reportDir),
  begin(ids, onResult) {
    run = open({ ids, onResult });
    run.start();
    return run.requirements.length;
  },
  status: () => run?.status() ?? { requests: 0, perSecond: null, pausedUntil: null },
  async finish(errors, interrupted) {
    const ended = run;
    run = undefined;
    if (!session || !ended) return undefined;
    if (interrupted) ended.stop();
    return finishRun(session, ended, errors);
  },
};

/** What an operator configured wrongly does not need a stack of ours. */
function stackless(message: Redacted<string>): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
