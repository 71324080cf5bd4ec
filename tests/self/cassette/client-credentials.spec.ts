import { expect, test } from '@playwright/test';
import { loadEdited } from '../vendors/edited-vendor.ts';
import { egretServer } from '../vendors/egret-server.ts';
import { SLOW } from '../part.ts';
import { both } from './both.ts';

const SELECTION = 'wrong-client|wrong-token|person-is-gone';

async function replayed(client: string, environment: Record<string, string> = {}) {
  const passage = 'token: /oauth/token';
  const replacement = `client: ${client}\n  ${passage}`;
  const vendor = await loadEdited({ vendor: 'egret', file: 'profile.yaml', passage, replacement });
  let server: ReturnType<typeof egretServer> | undefined;
  const made = await both({
    vendor,
    selection: SELECTION,
    environment,
    sandbox: (clock) => {
      server = egretServer(clock);
      return Promise.resolve(server.sandbox);
    },
    through: (inner) => (request, limits) =>
      inner({ ...request, url: request.url.replace('https://id.example', 'http://127.0.0.1') }, limits),
  });
  const text = JSON.stringify(made.cassette);
  for (const secret of server?.secrets() ?? []) expect(text).not.toContain(secret);
  return made;
}

for (const client of ['basic', 'body'] as const)
  test(`a run whose client proves itself by ${client} is replayed, and holds no secret`, SLOW, async () => {
    const { recorded, replayed: again, cassette } = await replayed(client);
    expect(again).toEqual(recorded);
    expect(Object.values(recorded)).not.toContain('error');
    expect(recorded['egret/wrong-client-gets-no-token']).toBe('pass');
    expect(JSON.stringify(cassette)).toContain('grant_type=client_credentials');
  });

test('a token endpoint elsewhere is replayed without its URL', SLOW, async () => {
  const { recorded, replayed: again } = await replayed('body', { EGRET_TOKEN_URL: 'https://id.example/oauth/token' });
  expect(again).toEqual(recorded);
  expect(recorded['egret/wrong-client-gets-no-token']).toBe('pass');
});
