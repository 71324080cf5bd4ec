import type { Database, Row } from './database.ts';
import { invalidParameter, userNotFound, userTerminating } from './errors.ts';

/** GET /issuers/users/{userid}/aggregate-carbon-scores. */
export function getScore(database: Database, issuer: string, userid: string): Response {
  const { value } = found(database, 'score', issuer, userid);
  return Response.json({ carbonEmissionInGrams: String(value), aggregateDate: 'november-2026' });
}

/** GET /issuers/users/{userid}/dashboards. */
export function getDashboard(database: Database, issuer: string, userid: string, lang = 'en-US'): Response {
  const { value } = found(database, 'dashboard', issuer, userid);
  return Response.json({
    url: `https://dashboards.example/${String(value)}/${encodeURIComponent(lang)}`,
    expiryInMillis: '300000',
  });
}

function found(database: Database, name: 'score' | 'dashboard', issuer: string, userid: string): Row {
  if (!/^[0-9A-Fa-f-]{36}$/.test(userid)) throw invalidParameter('UserId should be of size 36');
  const [row] = database.all(name, { issuer, userid });
  if (!row) throw userNotFound();
  if (row.terminating) throw userTerminating();
  return row;
}
