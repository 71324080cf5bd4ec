import type { Sandbox, SandboxOptions } from '../types.ts';
import { knotApp } from './app.ts';
import { KNOT } from './behaviour.ts';
import type { KnotBehaviour, Tenant } from './behaviour.ts';
import { newCredentials } from './credentials.ts';
import { UserStore } from './store.ts';

/** Options of the Knot sandbox; `behaviour` replaces single steps. */
export interface KnotOptions extends SandboxOptions {
  readonly behaviour?: Partial<KnotBehaviour>;
}

/** The reference implementation of Knot's user deletion and of what creates and shows a user. Two tenants. */
export function createKnotSandbox({ clock, deletionDelayMs = 0, behaviour }: KnotOptions): Promise<Sandbox> {
  const tenant = (): Tenant => ({ credentials: newCredentials(), users: new UserStore(clock, deletionDelayMs) });
  const [own, other] = [tenant(), tenant()];
  const app = knotApp([own, other], { ...KNOT, ...behaviour });
  return Promise.resolve({
    vendor: 'knot',
    basePath: '',
    fetch: (request, env) => app.fetch(request, env ?? {}),
    environment: {
      KNOT_CLIENT_ID: own.credentials.clientId,
      KNOT_SECRET: own.credentials.secret,
      KNOT_OTHER_CLIENT_ID: other.credentials.clientId,
      KNOT_OTHER_SECRET: other.credentials.secret,
    },
    defaults: {},
    adopt(ids) {
      for (const id of ids) own.users.ensure(id).accounts.set(19, { merchantId: 19, scopes: ['transaction_link'] });
    },
    dispose: () => Promise.resolve(),
  });
}
