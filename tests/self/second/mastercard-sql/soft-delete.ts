import type { Statements } from './schema.ts';

/** Deleted rows stay, and every read leaves them out. The cards stay taken. */
export const SOFT_DELETE: Partial<Statements> = {
  purge: 'SELECT 1 AS value',
  score: `SELECT grams AS value FROM users JOIN scores USING (userid)
    WHERE userid = :userid AND issuer = :issuer AND terminated_at IS NULL`,
  dashboard: 'SELECT userid AS value FROM users WHERE userid = :userid AND issuer = :issuer AND terminated_at IS NULL',
};

/** A card counts as free once its user is deleted, though its row is still there. */
export const FREE_CARDS: Partial<Statements> = {
  cardTaken: `SELECT number AS value FROM cards JOIN users USING (userid)
    WHERE number = :card AND terminated_at IS NULL`,
};
