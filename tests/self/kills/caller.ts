import { systemClock } from '../../../src/clock.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import { createClient } from '../../../src/run/client.ts';
import { createRunContext } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { createUser } from '../../../src/users/create.ts';
import { deletionRequest } from '../../../src/users/operation-requests.ts';
import type { UsersContext } from '../../../src/users/types.ts';
import { loadOnce } from '../run/in-process.ts';

/** Somebody else who uses the target: makes users of their own, and finds out who lives. */
export interface Caller {
  create(): Promise<string>;
  /** Whether a user lived, told by its deletion. */
  endsLife(id: string): Promise<boolean>;
}

/** What a preflight finds at a sandbox, as far as a creation asks. */
const PREFLIGHT: UsersContext['preflightResult'] = {
  users: 'created',
  observe: 'read',
  observeBecause: 'The read distinguishes users from nobody.',
  stateless: false,
  unknownRead: {},
  unknownIsNotFound: true,
  latencyMs: 1,
};

/** @param variables those of a served sandbox */
export async function callerOf(name: string, variables: Readonly<Record<string, string>>): Promise<Caller> {
  const vendor = await loadOnce(name);
  const runContext = createRunContext({
    vendor,
    target: readTarget(vendor.profile, variables, 'configured', name),
    transport: nodeTransport({ environment: {}, prefix: `${vendor.profile.env}_` }),
    clock: systemClock,
    seed: 1,
    runSecret: newRunSecret(),
    allowHazardous: false,
  });
  const client = createClient(runContext);
  const context: Omit<UsersContext, 'requirement' | 'runState'> = {
    ...runContext,
    ...runContext.userCreation,
    preflightResult: PREFLIGHT,
    registerId: (id: string) => runContext.knownIds.registerId(id),
    send: (draft, sending) => client.send(draft, sending),
  };
  return {
    async create() {
      const { user } = await createUser(context as UsersContext, {}, vendor.profile.users.marks[0]);
      if (!user) throw new Error(`No user could be created at the sandbox of ${name}.`);
      return user.id;
    },
    async endsLife(id) {
      runContext.knownIds.registerId(id);
      const { response } = await client.send(deletionRequest(vendor, [id]), { role: 'act' });
      const unknown = response?.status === 400 || response?.status === 404;
      const lived = response?.status === 200 || (response?.status === 202 && String(response.body) !== '[]');
      if (unknown === lived && response?.status !== 202) throw new Error(`The sandbox answered ${response?.status}.`);
      return lived;
    },
  };
}
