import { legal } from '../../detection/types.ts';
import { STATEMENTS, TABLES } from './schema.ts';
import type { MastercardChanges } from './server.ts';
import { FREE_CARDS, SOFT_DELETE } from './soft-delete.ts';

/** What the documents leave open, decided in another way. */
export const LEGAL = [
  legal<MastercardChanges>('two-seconds-terminating', 'A deleted user is terminating for two seconds (C21).', () => ({
    deletionDelayMs: 2000,
  })),
  legal<MastercardChanges>('soft-delete', 'Deleted rows stay, hidden, and their cards stay taken (A8).', () => ({
    statements: SOFT_DELETE,
  })),
  legal<MastercardChanges>(
    'soft-delete-with-partial-index',
    'Deleted rows stay, hidden, and free their cards.',
    () => ({
      tables: { cards: TABLES.cards.replace('PRIMARY KEY', 'NOT NULL') },
      statements: { ...SOFT_DELETE, ...FREE_CARDS },
    }),
  ),
  legal<MastercardChanges>(
    'id-from-the-card',
    'A card enrolled again gets the id that it had: no page says that ids are used once.',
    () => ({
      statements: {
        addUser: STATEMENTS.addUser.replace(
          'VALUES (:userid',
          "VALUES ('00000000-0000-4000-8000-' || substr(:card, -12)",
        ),
      },
    }),
  ),
  legal<MastercardChanges>('nocase', 'Ids are kept in a column that ignores case (C7).', () => ({
    tables: { users: TABLES.users.replace('userid TEXT', 'userid TEXT COLLATE NOCASE') },
  })),
  legal<MastercardChanges>(
    'all-or-nothing',
    'A list with an unknown id is answered 404 and deletes nobody (C3).',
    () => ({
      deletion: { unknown: 'not-found' },
    }),
  ),
  legal<MastercardChanges>('body-first', 'The body is checked before the signature.', () => ({ bodyFirst: true }), {
    'credentials-come-before-the-body': 'C27',
  }),
];
