/** Runs something and returns what it printed on stdout and stderr meanwhile. */
export async function printedBy<T>(run: () => Promise<T>): Promise<{ value: T; printed: string }> {
  const { stdout, stderr } = process;
  const before = { out: stdout.write.bind(stdout), err: stderr.write.bind(stderr) };
  let printed = '';
  const keep = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  stdout.write = keep;
  stderr.write = keep;
  try {
    const value = await run();
    return { value, printed };
  } finally {
    stdout.write = before.out;
    stderr.write = before.err;
  }
}
