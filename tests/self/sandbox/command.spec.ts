import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { CHECKOUT_COMMAND, COMMAND } from '../command.ts';
import { slowIf } from '../part.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function start(options: readonly string[], command = COMMAND) {
  const child = spawn(process.execPath, [command, 'sandbox', ...options], { cwd: root });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...written })),
  );
  const printed = new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  return { child, ended, printed };
}

const REFUSED: [string, string[], RegExp][] = [
  ['an unknown vendor', ['--vendor', 'knto'], /^There is no sandbox of "knto".*Did you mean knot\?$/],
  ['no vendor', [], /--vendor/],
  ['a port that is none', ['--vendor', 'knot', '--port', 'x'], /^--port takes a whole number.*not "x"\.$/],
  ['a port too high', ['--vendor', 'knot', '--port', '65536'], /^--port takes a whole number/],
  ['a delay that is none', ['--vendor', 'knot', '--deletion-delay=-1'], /^--deletion-delay takes.*not "-1"\.$/],
  ['a flag of another vendor', ['--vendor', 'knot', '--encrypted-only'], /^--encrypted-only does not apply to knot/],
];
for (const [name, options, message] of REFUSED) {
  test(
    `${name} is refused in one sentence, exit 2`,
    slowIf(name.startsWith('a port') || name.startsWith('a delay')),
    async () => {
      const { code, out, err } = await start(options).ended;
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err.trim()).toMatch(message);
      expect(err.trim().split('\n')).toHaveLength(1);
    },
  );
}

test('a port in use is refused in one sentence, exit 2', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  try {
    const port = String((holder.address() as AddressInfo).port);
    const { code, err } = await start(['--vendor', 'knot', '--port', port]).ended;
    expect([code, err]).toEqual([2, expect.stringContaining(`Port ${port} on 127.0.0.1 is already in use`)]);
  } finally {
    holder.close();
  }
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(
    `it prints lines for .env, serves, and ends with 0 on ${signal}, its keys removed`,
    slowIf(signal === 'SIGTERM'),
    async () => {
      const { child, ended, printed } = start(['--vendor', 'mastercard', '--port', '0'], CHECKOUT_COMMAND);
      const text = await printed;
      expect(
        text
          .trimEnd()
          .split('\n')
          .every((line) => /^(#.*|[A-Z_]+=\S+)$/.test(line)),
      ).toBe(true);
      const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
      expect((await fetch(`${value('MASTERCARD_BASE_URL')}/issuers`)).status).toBe(400);
      expect(existsSync(value('MASTERCARD_SIGNING_KEY'))).toBe(true);
      child.kill(signal);
      expect((await ended).code).toBe(0);
      expect(existsSync(value('MASTERCARD_SIGNING_KEY'))).toBe(false);
    },
  );
}
