import { didYouMean } from '../../errors.ts';
import type { Profile } from '../types.ts';
import type { ProfileInput } from './types.ts';

/** Calls at further hosts that are no calls of this vendor, or that must not be sent elsewhere: the deletion. */
export function hostMistakes({ profile, file }: ProfileInput): string[] {
  const sent = furtherCalls(profile);
  const seen = new Set<string>();
  return Object.entries(profile.hosts.further ?? {}).flatMap(([name, operations]) =>
    operations.flatMap((operation, index) => {
      const where = file.where(['hosts', 'further', name, index]);
      if (operation === profile.deletion.operation)
        return [`${where}: ${operation} is the deletion, which is at the base URL: the run names users nowhere else`];
      if (!sent.includes(operation))
        return [
          `${where}: no call that creates or reads users, or reads a job, is named "${operation}"${didYouMean(operation, sent)}`,
        ];
      if (seen.has(operation)) return [`${where}: ${operation} is at two hosts`];
      seen.add(operation);
      return [];
    }),
  );
}

/** Operations that may be at another host than the deletion. */
function furtherCalls({ users, deletion }: Profile): string[] {
  const { create, observe, reads = [], cards } = users;
  const all = [...create, ...observe, ...reads, ...(cards ? [cards] : []), ...(deletion.job ? [deletion.job] : [])];
  return [...new Set(all.map(({ operation }) => operation))].filter((one) => one !== deletion.operation);
}
