import { broken, fails, warns } from '../../detection/types.ts';
import { DELETION_RULES } from './deletion.ts';
import { STATEMENTS, TABLES, type Statements } from './schema.ts';
import type { MastercardChanges } from './server.ts';
import { FREE_CARDS, SOFT_DELETE } from './soft-delete.ts';

/** What relational stores do wrong by their own nature; each line names the requirement that finds it. */
export const FAULTS = [
  broken<MastercardChanges>(
    'rolled-back',
    'The deletion is rolled back after its answer.',
    fails('deleted-user-is-gone'),
    () => ({
      finish: (kind) => (kind === 'deletion' ? 'ROLLBACK' : 'COMMIT'),
    }),
  ),
  broken<MastercardChanges>(
    'deadlock',
    'Every third deletion is the victim of a deadlock, and answered as done.',
    fails('several-users-are-deleted-one-after-another'),
    () => ({
      finish: (kind, count) => (kind === 'deletion' && count % 3 === 2 ? 'ROLLBACK' : 'COMMIT'),
    }),
  ),
  broken<MastercardChanges>(
    'forgotten-flag',
    'The dashboard reads soft-deleted rows.',
    fails('no-read-shows-a-deleted-user'),
    () => ({
      statements: { ...SOFT_DELETE, dashboard: STATEMENTS.dashboard.replace('terminated_at IS NOT NULL', '0') },
    }),
  ),
  broken<MastercardChanges>(
    'orphans',
    'The scores lack the foreign key and are read without their user.',
    fails('deleted-user-is-gone'),
    () => ({
      tables: { scores: TABLES.scores.replace('REFERENCES users ON DELETE CASCADE', '') },
      statements: { score: 'SELECT grams AS value FROM scores WHERE userid = :userid' },
    }),
  ),
  broken<MastercardChanges>(
    'no-cascade',
    'The foreign key of the cards refuses the deletion of their user.',
    fails('deletion-is-accepted'),
    () => ({
      tables: { cards: TABLES.cards.replace('ON DELETE CASCADE', '') },
    }),
  ),
  broken<MastercardChanges>(
    'cascade-to-neighbours',
    'A user refers to the one enrolled before, and the deletion cascades.',
    fails('other-users-are-untouched'),
    () => ({
      tables: {
        users: TABLES.users.replace(
          'terminated_at',
          'previous TEXT REFERENCES users ON DELETE CASCADE,\n    terminated_at',
        ),
      },
      statements: {
        addUser: `INSERT INTO users (userid, issuer, cardholder, previous) VALUES (:userid, :issuer, :cardholder,
        (SELECT userid FROM users WHERE issuer = :issuer ORDER BY rowid DESC LIMIT 1)) RETURNING userid AS value`,
      },
    }),
  ),
  broken<MastercardChanges>(
    'implicit-conversion',
    'Ids begin with a letter and are compared as numbers: each is zero.',
    fails('other-users-are-untouched'),
    () =>
      statements({
        addUser: STATEMENTS.addUser.replace('VALUES (:userid', "VALUES ('a' || substr(:userid, 2)"),
        terminate: STATEMENTS.terminate.replace('userid IN (SELECT value', 'userid + 0 IN (SELECT value + 0'),
      }),
  ),
  broken<MastercardChanges>(
    'padded-column',
    'The column is CHAR(36): trailing blanks count for nothing.',
    fails('id-of-wrong-length-is-refused'),
    () => ({
      deletion: {
        isId: (value) => DELETION_RULES.isId(typeof value === 'string' ? value.slice(0, 36) : value),
        lookUp: (ids) => ids.map((id) => id.slice(0, 36)),
      },
    }),
  ),
  broken<MastercardChanges>(
    'null-compares-to-nothing',
    'The search for malformed ids finds no NULL.',
    fails('null-or-empty-id-is-refused'),
    () => ({
      deletion: { isId: (value) => value === null || DELETION_RULES.isId(value) },
    }),
  ),
  broken<MastercardChanges>(
    'no-issuer',
    'The deletion lacks the condition on the issuer.',
    fails('user-of-another-issuer-survives'),
    () => statements({ terminate: STATEMENTS.terminate.replace('issuer = :issuer AND', '') }),
  ),
  broken<MastercardChanges>(
    'echo',
    "The answer is the list of the request, ids of another issuer's users among it.",
    fails('user-of-another-issuer-survives'),
    () => ({ deletion: { unknown: 'echoed' } }),
  ),
  broken<MastercardChanges>(
    'first-of-the-list',
    'A scalar subquery takes the first id of the list; the list is echoed.',
    fails('two-users-are-deleted-in-one-request'),
    () => ({
      ...statements({ terminate: STATEMENTS.terminate.replace('userid IN (SELECT', 'userid = (SELECT') }),
      deletion: { unknown: 'echoed' },
    }),
  ),
  broken<MastercardChanges>(
    'bound-parameters',
    'A statement takes twenty ids, the others are dropped; the list is echoed.',
    fails('twenty-five-users-are-deleted-in-one-request'),
    () => ({
      ...statements({ terminate: STATEMENTS.terminate.replace('json_each(:ids)', 'json_each(:ids) LIMIT 20') }),
      deletion: { unknown: 'echoed' },
    }),
  ),
  broken<MastercardChanges>(
    'undo-trigger',
    'A trigger of an archive writes deleted rows back.',
    fails('deleted-user-is-gone'),
    () => ({
      tables: {
        scores: `${TABLES.scores};
        CREATE TRIGGER archive AFTER DELETE ON users BEGIN
          INSERT INTO users (userid, issuer, cardholder) VALUES (old.userid, old.issuer, old.cardholder);
          INSERT OR REPLACE INTO scores VALUES (old.userid, 0);
        END`,
      },
    }),
  ),
  broken<MastercardChanges>(
    'undeleting-trigger',
    'Enrolling the card of a soft-deleted user adds a row, and a trigger revives the old one.',
    fails('user-enrolled-again-is-another-user'),
    () => ({
      tables: {
        cards: `${TABLES.cards.replace('PRIMARY KEY', 'NOT NULL')};
          CREATE TRIGGER undelete AFTER INSERT ON cards BEGIN
            UPDATE users SET terminated_at = NULL WHERE userid IN (SELECT userid FROM cards WHERE number = new.number);
          END`,
      },
      statements: { ...SOFT_DELETE, ...FREE_CARDS },
    }),
  ),
  broken<MastercardChanges>(
    'unique-index',
    'Enrolling the card of a soft-deleted user violates the unique index: 500.',
    warns('user-enrolled-again-is-another-user'),
    () => statements({ ...SOFT_DELETE, ...FREE_CARDS }),
  ),
  broken<MastercardChanges>(
    'no-transaction',
    'A list with an unknown id is answered 404 after the others were deleted.',
    warns('known-and-unknown-together-are-answered-truly'),
    () => ({
      deletion: { unknown: 'not-found-after' },
    }),
  ),
  broken<MastercardChanges>(
    'nonce-without-key',
    'The table of nonces lacks its unique key.',
    warns('stale-signature-is-refused'),
    () => statements({ useNonce: 'SELECT :nonce AS value' }),
  ),
];

function statements(changed: Partial<Statements>): MastercardChanges {
  return { statements: changed };
}
