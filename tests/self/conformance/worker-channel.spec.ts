import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test, expect } from '@playwright/test';
import { readBack, type Redacted } from '../../../src/evidence/redacted.ts';
import { callMethod, serveMethods } from '../../conformance/worker-channel.ts';

const methods = {
  add: async (a: number, b: number) => readBack(a + b),
  nothing: async () => readBack(undefined),
  fail: async () => Promise.reject(new Error('no user is left')),
  loop: async () => {
    const value: Record<string, unknown> = {};
    return readBack((value['self'] = value));
  },
  never: () => new Promise<Redacted<unknown>>(() => undefined),
};
const serve = () => serveMethods(methods, readBack);

test('calls, results and errors cross', async () => {
  const { url, close } = await serve();
  expect(await callMethod(url, 'add', [1, 2])).toBe(3);
  expect(await callMethod(url, 'nothing', [])).toBeUndefined();
  await expect(callMethod(url, 'fail', [])).rejects.toThrow('no user is left');
  await expect(callMethod(url, 'loop', [])).rejects.toThrow(/circular/i);
  await expect(callMethod(url, 'toString', [])).rejects.toThrow('serves no method named "toString"');
  expect(await Promise.all([1, 2, 3].map((n) => callMethod(url, 'add', [n, n])))).toEqual([2, 4, 6]);
  await close();
});

test('only on loopback, and only with the token', async () => {
  const { url, close } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{48}$/);
  await expect(callMethod(new URL('/guess', url).href, 'add', [1, 2])).rejects.toThrow('status 404');
  await close();
});

test('close does not wait for callers, who learn that the service is gone', async () => {
  const { url, close } = await serve();
  await callMethod(url, 'add', [1, 2]);
  const waiting = callMethod(url, 'never', []).catch((error: unknown) => String(error));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await close();
  expect(await waiting).toContain('The service of this run does not answer');
  await expect(callMethod(url, 'add', [1, 2])).rejects.toThrow('does not answer (ECONNREFUSED)');
});

test('a process that called may end while its connection is open', async () => {
  const { url, close } = await serve();
  const module = new URL('../../conformance/worker-channel.ts', import.meta.url).href;
  const script = `const { callMethod } = await import(${JSON.stringify(module)});
    process.stdout.write(String(await callMethod(${JSON.stringify(url)}, 'add', [20, 22])));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, output]).toEqual([0, '42']);
  await close();
});
