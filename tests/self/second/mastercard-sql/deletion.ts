import type { Database } from './database.ts';
import { invalidParameter, userNotFound } from './errors.ts';

/** What an implementation may decide in another way. */
export interface DeletionRules {
  /** What ids are answered that nobody has: left out of the list, echoed in it, or 404 for all, before or after the work. */
  readonly unknown: 'left-out' | 'echoed' | 'not-found' | 'not-found-after';
  /** The ids that are looked for. */
  readonly lookUp: (ids: readonly string[]) => readonly unknown[];
  readonly isId: (value: unknown) => boolean;
}

/** The plain rules. */
export const DELETION_RULES: DeletionRules = {
  unknown: 'left-out',
  lookUp: (ids) => ids,
  isId: (value) => typeof value === 'string' && /^[0-9A-Fa-f-]{36}$/.test(value) && value.length === 36,
};

/** When it is, and how long a deleted user is terminating. */
export interface Moment {
  readonly now: number;
  readonly delay: number;
}

/** POST /issuers/user-deletions. */
export function deleteUsers(
  database: Database,
  issuer: string,
  body: unknown,
  moment: Moment,
  rules: DeletionRules,
): Response {
  const ids = readIds(body, rules);
  const values = { issuer, now: moment.now, ids: JSON.stringify(rules.lookUp(ids)) };
  const deleted = database.transaction('deletion', () => {
    if (rules.unknown === 'not-found' && database.all('known', values).length < new Set(ids).size) throw userNotFound();
    const rows = database.all('terminate', values);
    database.all('purge', { ...moment });
    return rows.map(({ value }) => String(value));
  });
  if (rules.unknown === 'not-found-after' && deleted.length < new Set(ids).size) throw userNotFound();
  return Response.json(rules.unknown === 'echoed' ? ids : deleted, { status: 202 });
}

function readIds(body: unknown, { isId }: DeletionRules): readonly string[] {
  if (!Array.isArray(body) || body.length < 1 || body.length > 500)
    throw invalidParameter('Request body should have at least 1 or not more than 500 userIds');
  if (!body.every(isId)) throw invalidParameter('userId must match "^[0-9A-Fa-f\\-]{36}"');
  return body.map(String);
}
