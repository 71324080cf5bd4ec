import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { loadEdited } from '../vendors/edited-vendor.ts';
import { egretServer } from '../vendors/egret-server.ts';
import { judge } from '../vendors/judge.ts';

const passage = 'token: /oauth/token';

for (const client of ['basic', 'body'])
  test(`the script of a vendor with tokens asks for one itself, as a client that proves itself by ${client}`, async () => {
    const vendor = await loadEdited({
      ...{ vendor: 'egret', file: 'profile.yaml', passage },
      replacement: `client: ${client}\n  ${passage}`,
    });
    const clock = virtualClock();
    const { sandbox, secrets } = egretServer(clock, { erases: () => undefined });
    const { requirements } = await judge(sandbox, clock, ({ id }) => id === 'egret/person-is-gone', { vendor });
    const { script = '', answers = [] } = requirements[0]?.reproduce ?? {};
    for (const secret of secrets()) expect(script).not.toContain(secret);
    // The server reads the body of a request itself.
    const whole = (request: Request, body: Buffer | undefined): Request =>
      new Request(request.url, {
        ...{ method: request.method, headers: request.headers },
        ...(body && body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
    const served = await serveSandbox(
      { ...sandbox, fetch: (request, env) => sandbox.fetch(whole(request, env?.rawBody)) },
      { port: 0 },
    );
    try {
      const { PATH = '' } = process.env;
      const { EGRET_CLIENT_ID, EGRET_CLIENT_SECRET } = sandbox.environment;
      // No token is given.
      const env = { PATH, EGRET_CLIENT_ID, EGRET_CLIENT_SECRET, BASE_URL: served.baseUrl };
      const { stdout } = await promisify(execFile)('bash', ['-c', `sleep() { :; }\n${script}`], { env });
      const printed = stdout.split('\n').map((line) => line.slice(0, 3));
      expect(answers.length).toBeGreaterThan(1);
      expect(printed).toEqual(expect.arrayContaining(['201', ...answers.map(({ status }) => status)]));
      expect(printed).not.toContain('401');
    } finally {
      await served.close();
    }
  });
