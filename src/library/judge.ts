import type { Environment } from '../configuration/index.ts';
import { ConfigurationError, didYouMean } from '../errors.ts';
import { fetchTransport } from '../http/fetch-transport.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { refusalText } from '../session/error-message.ts';
import { planSession } from '../session/plan.ts';
import { learnEnvironment } from '../session/redaction.ts';
import { finishRun, openSession } from '../session/session.ts';
import { readCatalogue } from '../session/vendors.ts';
import type { Results } from '../verdict/results.ts';
import { listenerOf } from './result-listener.ts';
import { checkOptions, runOptionsOf, type JudgeOptions } from './options.ts';
import { targetVariables } from './target-variables.ts';

/**
 * Judges an implementation and returns the results, redacted as they would be written. It prints nothing, writes no report
 * and never ends the process; configured is only what the options give.
 * @throws ConfigurationError alone, with what to do
 * @example
 * const results = await judge({ vendor: 'knot', fetch: app.fetch, target: { clientId: 'id', secret: 's3cret' } });
 */
export async function judge(options: JudgeOptions): Promise<Results> {
  try {
    return await judgeOptions(options);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(refusalText(error, 'conformance-report'));
  }
}

async function judgeOptions(options: JudgeOptions): Promise<Redacted<Results>> {
  checkOptions(options);
  const { fetch, signal, onResult } = options;
  const environment = learnEnvironment(environmentOf(options));
  const inProcess = fetch ? { transport: fetchTransport(fetch) } : {};
  const plan = await planSession(runOptionsOf(options), environment, inProcess);
  // The command prints in a line that it judges its own sandbox; here no reader would see that line.
  if (!options.sandbox && plan.vendors.some(({ kind }) => kind === 'sandbox'))
    throw new ConfigurationError(
      'The option environment of judge configures no target: set the base URL and the credentials, or give sandbox: true.',
    );
  const session = await openSession(plan);
  try {
    const stop = (): void => run.stop();
    const listener = onResult && listenerOf(onResult, stop);
    const run = session.open(listener ? { onResult: listener.onResult } : {});
    signal?.addEventListener('abort', stop, { once: true });
    try {
      run.start();
      if (signal?.aborted) run.stop();
      const finished = await finishRun(session, run);
      await listener?.done();
      if ('results' in finished) return finished.results;
      throw new Error('A run of the library is never a shard.');
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  } finally {
    await session.close();
  }
}

/** What the options configure, as variables: the same refusals hold for them. */
function environmentOf({ vendor, fetch, target, allowDelete, environment = {} }: JudgeOptions): Environment {
  const given = { ...environment, ...(allowDelete ? { CONFORMANCE_ALLOW_DELETE: '1' } : {}) };
  if (!fetch && !target) return given;
  const { profiles } = readCatalogue(given, vendor === undefined ? [] : [vendor]);
  const profile = profiles.find(({ name }) => name === vendor)?.profile;
  if (!profile) {
    const known = profiles.map(({ name }) => name);
    throw new ConfigurationError(
      `The vendor "${String(vendor)}" is unknown${didYouMean(String(vendor), known) || `: known are ${known.join(', ')}.`}`,
    );
  }
  const own = targetVariables(profile, { ...(fetch ? { baseUrl: 'http://127.0.0.1' } : {}), ...target });
  return { ...given, ...own };
}
