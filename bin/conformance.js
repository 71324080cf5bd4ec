// @ts-check
/**
 * `npm run conformance`, in JavaScript because it makes TypeScript readable first. It exits 2 until the command says
 * otherwise, whatever happens: nothing is green by accident, nor red.
 */
process.exitCode = 2;
try {
  const { register } = await import('tsx/esm/api');
  register();
  const { command } = await import('./command.ts');
  process.exitCode = await command(process.argv.slice(2));
  // A sleep of a run that was stopped must not hold the process.
  setTimeout(() => process.exit(), 500).unref();
} catch (error) {
  console.error(`The run could not start: ${error instanceof Error ? error.message : String(error)}`);
}
