import { Command, CommanderError } from 'commander';
import leven from 'leven';
import { systemClock } from '../src/exchange/clock.ts';
import { SANDBOXES, serveSandbox } from '../src/sandbox/index.ts';
import type { Sandbox, ServedSandbox } from '../src/sandbox/index.ts';
import { endWithParent } from '../src/session/parent-process.ts';

/** `npm run sandbox`: serves one embedded reference implementation until it is told to stop. */

interface Options {
  readonly vendor: string;
  readonly port: string;
  readonly deletionDelay: string;
  readonly encryptedOnly?: true;
}

class Refused extends Error {}

const vendors = Object.keys(SANDBOXES);
const program = new Command('npm run sandbox --')
  .description('Serves an embedded reference implementation and prints what to put into .env.')
  .requiredOption('--vendor <name>', `one of: ${vendors.join(', ')}`)
  .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', '4010')
  .option('--deletion-delay <ms>', 'a deletion becomes visible that much later than its answer', '0')
  .option('--encrypted-only', 'refuse enrolments that are not payload-encrypted (mastercard)')
  .allowExcessArguments(false)
  .exitOverride();

try {
  program.parse();
  await run(program.opts<Options>());
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else refuse(error);
}

async function run(options: Options): Promise<void> {
  const create = SANDBOXES[checkVendor(options.vendor)];
  const port = readInteger('--port', options.port, 65_535);
  const deletionDelayMs = readInteger('--deletion-delay', options.deletionDelay, 2_147_483_647);
  if (!create) return;
  if (options.encryptedOnly && options.vendor !== 'mastercard')
    throw new Refused(`--encrypted-only means nothing to ${options.vendor}: its enrolment is never encrypted.`);
  // Before anything is made: a stop in the middle of key generation must clean up as well. A terminal's Ctrl+C may
  // arrive twice (once from the terminal, once relayed by the wrapper), hence `on`.
  const cleanUp: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of cleanUp) await step();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop());
  endWithParent(() => void stop());
  const encryptedOnly = options.encryptedOnly === true;
  const sandbox = await create({ clock: systemClock, deletionDelayMs, encryptedOnly });
  cleanUp.unshift(() => sandbox.dispose());
  const served = await listen(sandbox, port);
  cleanUp.unshift(() => served.close());
  console.log(describe(sandbox, served.baseUrl, encryptedOnly));
}

async function listen(sandbox: Sandbox, port: number): Promise<ServedSandbox> {
  try {
    return await serveSandbox(sandbox, { port });
  } catch (error) {
    await sandbox.dispose();
    throw new Refused((error as Error).message);
  }
}

function checkVendor(name: string): string {
  if (vendors.includes(name)) return name;
  const nearest = vendors.find((vendor) => leven(vendor, name.toLowerCase()) <= 3);
  const hint = nearest ? ` Did you mean ${nearest}?` : '';
  throw new Refused(`There is no sandbox of "${name}"; there is one of: ${vendors.join(', ')}.${hint}`);
}

function readInteger(option: string, text: string, max: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value <= max) return value;
  throw new Refused(`${option} takes a whole number from 0 to ${max}, not "${text}".`);
}

/** Every line can be pasted into `.env`. What is optional is commented out unless `withOptional`. */
function describe(sandbox: Sandbox, baseUrl: string, withOptional: boolean): string {
  const line = ([name, value]: [string, string]) => `${name}=${value}`;
  const optional = Object.entries(sandbox.optional?.variables ?? {}).map(line);
  return [
    `# The ${sandbox.vendor} sandbox with throw-away credentials, until Ctrl+C. These lines can stand in .env:`,
    `${sandbox.vendor.toUpperCase()}_BASE_URL=${baseUrl}`,
    ...Object.entries(sandbox.environment).map(line),
    ...(sandbox.optional ? [`# ${sandbox.optional.explanation}`] : []),
    ...(withOptional ? optional : optional.map((text) => `# ${text}`)),
  ].join('\n');
}

function refuse(error: unknown): void {
  console.error(error instanceof Refused ? error.message : `The sandbox failed: ${(error as Error).message}`);
  process.exitCode = 2;
}
