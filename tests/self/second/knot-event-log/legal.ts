import { legal } from '../../detection/types.ts';
import { Refusal } from './errors.ts';
import { isAbout } from './events.ts';
import type { KnotChanges } from './server.ts';

/** What the documents leave open, decided in another way. */
export const LEGAL = [
  legal<KnotChanges>(
    'projection-300-ms-behind',
    'Reads are 300 ms behind the accepted requests.',
    () => ({ store: { projectionDelayMs: 300 } }),
    { 'deletion-is-visible-at-once': 'K17' },
  ),
  legal<KnotChanges>(
    'decides-late',
    'Commands, too, are decided by a projection that is 300 ms behind.',
    () => ({
      store: { projectionDelayMs: 300 },
      decisions: { mayDelete: (store, client, user) => store.projected({ client, user }) !== undefined },
    }),
    { 'deletion-is-visible-at-once': 'K17' },
  ),
  legal<KnotChanges>('hard-delete', 'A deletion removes every event of its user from the log.', () => ({
    store: {
      compact: (log, latest) => (latest.kind === 'user-deleted' ? log.filter((event) => !isAbout(event, latest)) : log),
    },
  })),
  legal<KnotChanges>('session-alone-is-nobody', 'Only a linked account makes its user known (K19).', () => ({
    decisions: { sessionMakesUser: false },
  })),
  legal<KnotChanges>('unknown-is-empty', 'A read of an unknown user is an empty list (K18).', () => ({
    reads: { unknownIsEmpty: true },
  })),
  legal<KnotChanges>('body-first', 'The body is checked before the credentials.', () => ({ bodyFirst: true }), {
    'credentials-come-before-the-body': 'K12',
  }),
  legal<KnotChanges>('trimmed', 'Ids are trimmed wherever they arrive (K5).', () => ({
    decisions: { idOf: (user) => user.trim() },
  })),
  legal<KnotChanges>('ids-are-used-once', 'The id of a deleted user is refused for a new one (A8).', () => {
    const used = new Set<string>();
    const keyOf = (client: string, user: string) => JSON.stringify([client, user]);
    return {
      decisions: {
        deleted: (_store, client, user) => void used.add(keyOf(client, user)),
        mayCreate: (_store, client, user) => {
          if (used.has(keyOf(client, user))) throw idUsed();
        },
      },
    };
  }),
];

const idUsed = () =>
  new Refusal(() =>
    Response.json(
      { error_type: 'INVALID_REQUEST', error_code: 'INVALID_FIELD', error_message: 'The external user id was used.' },
      { status: 400 },
    ),
  );
