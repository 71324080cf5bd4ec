import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { User } from '../users/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { sendControl } from './steps/control.ts';
import { sharedEffect, type SentFault } from './steps/shared-victim.ts';
import { sendWithoutCredentials } from './steps/without-credentials.ts';
import type { Check } from './types.ts';

/**
 * DELETE without credentials at the paths where a framework that exposes its resources, or an older version of the service,
 * would have the user (A36). How they are answered is open; the user must live.
 */
export const unauthenticatedRoute: Check = {
  name: 'unauthenticated-route',
  facts: ['victim'],
  badCredentials: (_, { vendor }) => routesOf(vendor).map(() => 1),
  needs: () => ({ deleted: 0, preserved: 1, shared: 1 }),
  async run(context) {
    const [victim] = (await context.users.acquire({ shared: true })) as [User];
    const control = await sendControl(context);
    const sent: SentFault[] = [];
    for (const route of routesOf(context.vendor).slice(0, context.mayTry)) {
      const description = `no credentials, and DELETE ${route}`;
      const sendNaming = ({ id }: Pick<User, 'id'>) =>
        sendWithoutCredentials(context, requestTo(route, id), description, control);
      sent.push({ fault: { description, sendNaming }, answer: await sendNaming(victim) });
    }
    return sharedEffect(context, victim, sent);
  },
};

const requestTo = (route: string, id: string): UnsignedRequest => ({
  method: 'DELETE',
  path: route.replace('{id}', encodeURIComponent(id)),
  headers: [['Accept', 'application/json']],
});

/** Where a user may be a resource: below what the contract's paths put before an id, and beside the deletion. */
export function routesOf({ contract, profile }: Pick<Vendor, 'contract' | 'profile'>): string[] {
  const paths = [...contract.operations.values()].map(({ path }) => path);
  const documented = new Set(paths.map((path) => path.replaceAll(/\{[^}]*\}/g, '{id}')));
  const collections = paths.flatMap((path) => (path.includes('/{') ? [path.slice(0, path.indexOf('/{'))] : []));
  const deletion = contract.operations.get(profile.deletion.operation)?.path ?? '/';
  const beside = deletion.includes('{') ? [] : [deletion.slice(0, deletion.lastIndexOf('/'))];
  const plural = beside.filter((path) => /[a-z]$/i.test(path) && !path.endsWith('s')).map((path) => `${path}s`);
  const found = [...new Set([...collections, ...beside, ...plural])].filter((path) => path !== '');
  return (found.length > 0 ? found : ['/users'])
    .map((path) => `${path}/{id}`)
    .filter((route) => !documented.has(route));
}
