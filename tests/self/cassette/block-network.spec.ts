import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { blockNetwork } from '../../../src/cassette/block-network.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';

const LIMITS = { timeoutMs: 2000, maxBytes: 1000 };

test('while a replay runs nothing leaves the process, not even for this machine', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const ask = (address: string) => nodeTransport()({ method: 'GET', url: address, headers: [] }, LIMITS);
  const open = await blockNetwork();
  try {
    await expect(ask(url)).rejects.toThrow();
    await expect(ask('https://api.example.com/')).rejects.toThrow();
    expect(asked).toBe(0);
  } finally {
    open();
  }
  expect((await ask(url)).status).toBe(200);
  expect(asked).toBe(1);
  await new Promise((resolve) => server.close(resolve));
});
