import { systemClock } from '../../../../src/clock.ts';
import { judge } from '../../../../src/index.ts';
import type { Results } from '../../../../src/verdict/results.ts';
import { SANDBOXES } from '../../../../src/sandbox/index.ts';
import { honoApp } from '../frameworks.ts';

/** What a Hono app for Knot came to; where `LIES` is set, it answers success and deletes nobody. */
export async function judgedHono(): Promise<Results> {
  const sandbox = await SANDBOXES['knot']!({ clock: systemClock });
  const isLie = ({ url }: Request) => process.env['LIES'] !== undefined && new URL(url).pathname === '/user/delete';
  const app = honoApp((request) => (isLie(request) ? Response.json({ message: 'Success' }) : sandbox.fetch(request)));
  const { KNOT_CLIENT_ID: clientId = '', KNOT_SECRET: secret = '' } = sandbox.environment;
  const selection = { grep: 'deleted-user-is-gone|unknown-user-is-refused', partial: true };
  return judge({ vendor: 'knot', fetch: app.fetch, target: { clientId, secret }, ...selection });
}
