import { ConfigurationError, didYouMean } from '../errors.ts';
import type { FetchHandler } from '../http/fetch-transport.ts';
import type { RunOptions } from '../session/options.ts';
import { runOptions } from '../session/parse-options.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { TargetDescription } from './target-variables.ts';

/** What `judge` judges, and how. The options of the command have the same meaning here. */
export interface JudgeOptions {
  /** Whose contract: `knot`, `mastercard`. Needed with `fetch` and `target`. */
  readonly vendor?: string;
  /** The implementation itself, in this process: no request leaves it. Its base URL is `http://127.0.0.1` unless given. */
  readonly fetch?: FetchHandler;
  /** Base URL, credentials and what is declared about the target. */
  readonly target?: TargetDescription;
  /** Variables as the command reads them, such as `process.env`. Default: none is read. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Judge the embedded sandbox. */
  readonly sandbox?: boolean;
  /** Allows deletions at a host that is not loopback. */
  readonly allowDelete?: boolean;
  readonly allowHazardous?: boolean;
  readonly strict?: boolean;
  readonly acceptUnprovenErasure?: boolean;
  readonly partial?: boolean;
  /** Only the pinned requirements that catch most per request; implies `partial`. */
  readonly quick?: boolean;
  /** Regular expression that ids must match. */
  readonly grep?: string;
  readonly seed?: number;
  /** Edition of the requirements that count; default: the newest. */
  readonly edition?: string;
  /** File of known failures. */
  readonly knownFailures?: string;
  readonly rate?: string;
  readonly concurrency?: number;
  readonly maxRequests?: number;
  readonly wait?: string;
  readonly maxTime?: string;
  readonly linger?: string;
  /** What you call the judged build. */
  readonly label?: string;
  /** Ends the run in order: what was not judged is `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called with each result once it is there; those of contract and final check come at the end. */
  readonly onResult?: (result: RequirementResult) => void;
}

const KNOWN: Readonly<Record<keyof JudgeOptions, 'string' | 'number' | 'boolean' | 'function' | 'object'>> = {
  ...{ vendor: 'string', grep: 'string', edition: 'string', knownFailures: 'string', rate: 'string', wait: 'string' },
  ...{ maxTime: 'string', linger: 'string', label: 'string' },
  ...{ seed: 'number', concurrency: 'number', maxRequests: 'number' },
  ...{ sandbox: 'boolean', allowDelete: 'boolean', allowHazardous: 'boolean', strict: 'boolean' },
  ...{
    acceptUnprovenErasure: 'boolean',
    partial: 'boolean',
    quick: 'boolean',
    fetch: 'function',
    onResult: 'function',
  },
  ...{ target: 'object', environment: 'object', signal: 'object' },
};

/**
 * Refuses what JavaScript lets through: unknown names, values of another type, and nothing to judge.
 * @throws ConfigurationError that names the option
 */
export function checkOptions(options: JudgeOptions): void {
  if (typeof options !== 'object' || (options as unknown) === null || Array.isArray(options))
    throw new ConfigurationError('judge takes one object of options: judge({ vendor, fetch, target }).');
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (value === undefined) continue;
    const type = (KNOWN as Record<string, string | undefined>)[name];
    if (type === undefined)
      throw new ConfigurationError(`judge has no option "${name}"${didYouMean(name, Object.keys(KNOWN)) || '.'}`);
    if (typeof value !== type || value === null)
      throw new ConfigurationError(`The option ${name} of judge must be of type ${type}.`);
  }
  const { fetch, target, environment, sandbox, vendor, signal } = options;
  for (const [name, value] of Object.entries<unknown>(environment ?? {}))
    if (value !== undefined && typeof value !== 'string')
      throw new ConfigurationError(`The variable ${name} in the option environment of judge must be a string.`);
  if (signal && typeof (signal as Partial<AbortSignal>).addEventListener !== 'function')
    throw new ConfigurationError('The option signal of judge must be an AbortSignal: new AbortController().signal.');
  if (!fetch && !target && !environment && !sandbox)
    throw new ConfigurationError(
      'judge was given nothing to judge: give fetch, target, environment, or sandbox: true.',
    );
  if ((fetch ?? target) && sandbox)
    throw new ConfigurationError('judge was given both sandbox and a target: leave one out.');
  if ((fetch ?? target) && vendor === undefined)
    throw new ConfigurationError('judge needs the option vendor with fetch or target: whose contract is judged?');
}

/** The same options as the command has them. */
export function runOptionsOf(options: JudgeOptions): RunOptions {
  const text = (value: string | number | undefined, name: string) =>
    value === undefined ? {} : { [name]: String(value) };
  return runOptions({
    vendor: options.vendor === undefined ? [] : [options.vendor],
    sandbox: options.sandbox ?? false,
    report: 'conformance-report',
    strict: options.strict ?? false,
    acceptUnprovenErasure: options.acceptUnprovenErasure ?? false,
    allowHazardous: options.allowHazardous ?? false,
    partial: options.partial ?? false,
    quick: options.quick ?? false,
    ...text(options.grep, 'grep'),
    ...text(options.seed, 'seed'),
    ...text(options.edition, 'edition'),
    ...text(options.knownFailures, 'knownFailures'),
    ...text(options.rate, 'rate'),
    ...text(options.concurrency, 'concurrency'),
    ...text(options.maxRequests, 'maxRequests'),
    ...text(options.wait, 'wait'),
    ...text(options.maxTime, 'maxTime'),
    ...text(options.linger, 'linger'),
    ...text(options.label, 'label'),
  });
}
