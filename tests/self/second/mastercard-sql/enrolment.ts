import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { invalidParameter } from './errors.ts';
import { CARD_RANGES } from './issuer.ts';

/** Members of an enrolment by path, and what each must match. */
const REQUIRED: readonly (readonly [path: string, pattern: RegExp])[] = [
  ['cardNumber', /^\d{16}$/],
  ['cardholderName', /^.{1,100}$/su],
  ['cardBaseCurrency', /^[A-Za-z]{3}$/],
  ['email.type', /^.{1,10}$/su],
  ['email.value', /^.{5,100}$/su],
  ['expiryInfo.month', /^\d{2}$/],
  ['expiryInfo.year', /^\d{4}$/],
];

/** POST /issuers/users: one cardholder with one card. */
export function enrolUser(database: Database, issuer: string, body: unknown): Response {
  for (const [path, pattern] of REQUIRED)
    if (!pattern.test(textAt(body, path))) throw invalidParameter(`${path} must match "${pattern.source}"`);
  const card = textAt(body, 'cardNumber');
  if (!CARD_RANGES.some((range) => card.startsWith(range))) throw invalidParameter('cardNumber is not in range');
  if (database.all('cardTaken', { card }).length > 0) throw invalidParameter('cardNumber is registered already');

  const cardholder = textAt(body, 'cardholderName');
  const userid = database.transaction('enrolment', () => {
    const [row] = database.all('addUser', { userid: randomUUID(), issuer, cardholder, card });
    const added = row?.value ?? null;
    database.all('addCard', { card, userid: added });
    database.all('addScore', { userid: added, grams: Number(card.slice(-4)) });
    return added;
  });
  return Response.json({ userid, cardNumberLastFourDigits: card.slice(-4), status: 'ACTIVE' });
}

/** The text at a path; empty where there is none. */
function textAt(body: unknown, path: string): string {
  let value = body;
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}
