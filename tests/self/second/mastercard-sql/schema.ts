/** The tables. A fault of a store is another table or another statement, and no other code. */
export const TABLES = {
  issuers: 'CREATE TABLE issuers (consumer_key TEXT PRIMARY KEY, public_key TEXT NOT NULL)',
  users: `CREATE TABLE users (
    userid TEXT PRIMARY KEY,
    issuer TEXT NOT NULL REFERENCES issuers,
    cardholder TEXT NOT NULL,
    terminated_at INTEGER
  )`,
  cards: `CREATE TABLE cards (
    number TEXT PRIMARY KEY,
    userid TEXT NOT NULL REFERENCES users ON DELETE CASCADE
  )`,
  scores: `CREATE TABLE scores (
    userid TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    grams INTEGER NOT NULL
  )`,
  nonces: `CREATE TABLE nonces (
    consumer_key TEXT, timestamp INTEGER, nonce TEXT,
    PRIMARY KEY (consumer_key, timestamp, nonce)
  )`,
};

/** Everything that is asked of the tables. */
export const STATEMENTS = {
  addIssuer: 'INSERT INTO issuers VALUES (:issuer, :publicKey)',
  publicKey: 'SELECT public_key AS value FROM issuers WHERE consumer_key = :issuer',
  useNonce: 'INSERT INTO nonces VALUES (:issuer, :timestamp, :nonce) ON CONFLICT DO NOTHING RETURNING nonce AS value',
  cardTaken: 'SELECT number AS value FROM cards WHERE number = :card',
  addUser:
    'INSERT INTO users (userid, issuer, cardholder) VALUES (:userid, :issuer, :cardholder) RETURNING userid AS value',
  addCard: 'INSERT INTO cards VALUES (:card, :userid)',
  addScore: 'INSERT INTO scores VALUES (:userid, :grams)',
  score: `SELECT grams AS value, terminated_at IS NOT NULL AS terminating
    FROM users JOIN scores USING (userid) WHERE userid = :userid AND issuer = :issuer`,
  dashboard: `SELECT userid AS value, terminated_at IS NOT NULL AS terminating
    FROM users WHERE userid = :userid AND issuer = :issuer`,
  known: `SELECT userid AS value FROM users
    WHERE issuer = :issuer AND terminated_at IS NULL AND userid IN (SELECT value FROM json_each(:ids))`,
  terminate: `UPDATE users SET terminated_at = :now
    WHERE issuer = :issuer AND terminated_at IS NULL AND userid IN (SELECT value FROM json_each(:ids))
    RETURNING userid AS value`,
  purge: 'DELETE FROM users WHERE terminated_at + :delay <= :now',
};

/** The tables by name. */
export type Tables = Readonly<Record<keyof typeof TABLES, string>>;
/** The statements by name. */
export type Statements = Readonly<Record<keyof typeof STATEMENTS, string>>;
