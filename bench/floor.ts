import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { Recorded } from './server.ts';

// The floor: one process that sends recorded requests, already signed, to a server that answers at once.
const [file = '', port = '', concurrency = ''] = process.argv.slice(2);
const requests = JSON.parse(readFileSync(file, 'utf8')) as Recorded[];
let next = 0;
await Promise.all(Array.from({ length: Number(concurrency) }, sendOneByOne));

async function sendOneByOne(): Promise<void> {
  for (let request = requests[next++]; request; request = requests[next++]) await send(request);
}

function send({ method, path, headers, body }: Recorded): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: Number(port), method, path, headers, agent: false };
    const request = http.request(options, (response) => response.resume().once('end', resolve));
    request.once('error', reject).end(body === '' ? undefined : Buffer.from(body, 'base64'));
  });
}
