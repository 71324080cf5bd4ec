import type { Command } from 'commander';
import leven from 'leven';
import { SANDBOXES, type Sandbox, type ServedSandbox } from '../../src/sandbox/index.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { endWithParent } from '../../src/session/parent-process.ts';

interface Given {
  readonly vendor: string;
  readonly port: string;
  readonly deletionDelay: string;
  readonly encryptedOnly?: true;
}

const VENDORS = Object.keys(SANDBOXES);

/** Adds `sandbox`, which serves until it is stopped. */
export function addSandbox(program: Command): void {
  program
    .command('sandbox')
    .description('Serves an embedded reference implementation and prints what to put into .env.')
    .requiredOption('--vendor <name>', `one of: ${VENDORS.join(', ')}`)
    .option('--port <number>', 'port on 127.0.0.1; 0 for any free one', '4010')
    .option('--deletion-delay <ms>', 'delay between the response and the visible deletion', '0')
    .option('--encrypted-only', 'refuse enrolments that are not payload-encrypted (mastercard)')
    .allowExcessArguments(false)
    .action(serve);
}

async function serve(given: Given): Promise<void> {
  const create = SANDBOXES[checkVendor(given.vendor)];
  const port = readInteger('--port', given.port, 65_535);
  const deletionDelayMs = readInteger('--deletion-delay', given.deletionDelay, 2_147_483_647);
  if (!create) return;
  const encryptedOnly = given.encryptedOnly === true;
  if (encryptedOnly && given.vendor !== 'mastercard')
    throw new ConfigurationError(
      `--encrypted-only does not apply to ${given.vendor}: its enrolment is never encrypted.`,
    );
  const cleanUp = untilStopped();
  const { systemClock } = await import('../../src/clock.ts');
  const sandbox = await create({ clock: systemClock, deletionDelayMs, encryptedOnly });
  cleanUp.unshift(() => sandbox.dispose());
  const served = await listen(sandbox, port);
  cleanUp.unshift(() => served.close());
  console.log(describe(sandbox, served.baseUrl, encryptedOnly));
  await new Promise(() => {
    // A stop ends the process.
  });
}

/**
 * Ends the process on a signal, after these steps. Called before anything is created: a stop in the middle of key
 * generation must clean up as well.
 */
function untilStopped(): (() => Promise<void>)[] {
  const cleanUp: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of cleanUp) await step();
    process.exit(0);
  };
  // A terminal's Ctrl+C may arrive twice (once from the terminal, once relayed by the wrapper), hence `on`.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop());
  endWithParent(() => void stop());
  return cleanUp;
}

async function listen(sandbox: Sandbox, port: number): Promise<ServedSandbox> {
  const { serveSandbox } = await import('../../src/sandbox/index.ts');
  try {
    return await serveSandbox(sandbox, { port });
  } catch (error) {
    await sandbox.dispose();
    throw new ConfigurationError((error as Error).message);
  }
}

function checkVendor(name: string): string {
  if (VENDORS.includes(name)) return name;
  const nearest = VENDORS.find((vendor) => leven(vendor, name.toLowerCase()) <= 3);
  const hint = nearest ? ` Did you mean ${nearest}?` : '';
  throw new ConfigurationError(`There is no sandbox of "${name}", only of ${VENDORS.join(', ')}.${hint}`);
}

function readInteger(option: string, text: string, max: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value <= max) return value;
  throw new ConfigurationError(`${option} takes a whole number from 0 to ${max}, not "${text}".`);
}

/** Every line can be pasted into `.env`. What is optional is commented out unless `withOptional`. */
function describe(sandbox: Sandbox, baseUrl: string, withOptional: boolean): string {
  const line = ([name, value]: [string, string]) => `${name}=${value}`;
  const optional = Object.entries(sandbox.optional?.variables ?? {}).map(line);
  return [
    `# The ${sandbox.vendor} sandbox with throw-away credentials, until Ctrl+C. Copy these lines to .env:`,
    `${sandbox.vendor.toUpperCase()}_BASE_URL=${baseUrl}`,
    ...Object.entries(sandbox.environment).map(line),
    ...(sandbox.optional ? [`# ${sandbox.optional.explanation}`] : []),
    ...(withOptional ? optional : optional.map((text) => `# ${text}`)),
  ].join('\n');
}
