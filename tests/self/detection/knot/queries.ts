import { broken, fails, legal } from '../types.ts';
import { deletesToo, idsOf, refuse, steps, type Right, type Wrong } from './tools.ts';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';

const ROW = 'unknown-id-that-ends-a-string-deletes-nobody';
const ONLY = { requirements: [ROW] };

/** What a query makes of an id that is written into its text: whom it finds. */
const QUERIES: Readonly<Record<string, readonly [does: string, finds: (asked: string, other: string) => boolean]>> = {
  'sql-or': ['SQL in single quotes', (asked) => /'\)? OR \(?'1'='1$/.test(asked)],
  'sql-comment': ['SQL in single quotes', (asked, other) => /' --/.test(asked) && other === asked.split("'")[0]],
  'sql-double-quotes': ['SQL in double quotes', (asked) => asked.endsWith('" OR "1"="1')],
  'json-filter': ['a JSON filter', (asked) => asked.includes('","$ne":"')],
  'script-filter': ['a filter in JavaScript', (asked) => asked.endsWith('" || "1"=="1')],
  'template-filter': ['a filter in a template', (asked) => asked.endsWith('` || true || `')],
};

/** Ids are written into the text of a query. */
export const QUERY_TEXTS: readonly Wrong[] = Object.entries(QUERIES).flatMap(([id, [does, finds]]) => [
  broken(
    `${id}/found`,
    `Writes the id into ${does}, and deletes the users that it finds.`,
    fails(ROW),
    deletesToo((other, asked) => finds(asked, other)),
    ONLY,
  ),
  broken(
    `${id}/accepted`,
    `Writes the id into ${does}, deletes the users that it finds, and answers success.`,
    fails(ROW),
    steps({
      deleteUser(_call, tenant, asked) {
        const found = idsOf(tenant).filter((other) => other === asked || finds(asked, other));
        for (const other of found) tenant.users.delete(other);
        return found.length > 0;
      },
    }),
    ONLY,
  ),
]);

/** Quotes are refused wherever an id comes (A21). */
export const LEGAL_QUERY_TEXTS: readonly Right[] = [400, 403].map((status) =>
  legal(
    `quotes-refused-${status}`,
    `Refuses ids with quotes, wherever they come, with ${status} (A21).`,
    steps({
      readProperties(call) {
        const properties = KNOT.readProperties(call);
        return /['"`]/.test(String(properties['external_user_id']))
          ? refuse(status, 'INVALID_REQUEST', 'INVALID_FIELD', 'The id may not have quotes.')
          : properties;
      },
    }),
    {},
    ONLY,
  ),
);
