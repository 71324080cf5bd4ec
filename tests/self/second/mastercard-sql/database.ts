import initSqlJs, { type SqlJsStatic, type SqlValue, type Statement } from 'sql.js';
import { STATEMENTS, TABLES, type Statements, type Tables } from './schema.ts';

/** A row; `terminating` where the statement asks for it. */
export interface Row {
  readonly value: SqlValue;
  readonly terminating?: SqlValue;
}

/** What a transaction is for. */
export type Kind = 'enrolment' | 'deletion';

/** How one database differs from the plain one. */
export interface DatabaseChanges {
  readonly tables?: Partial<Tables>;
  readonly statements?: Partial<Statements>;
  /** How the `count`th transaction of its kind ends; from 0. */
  readonly finish?: (kind: Kind, count: number) => 'COMMIT' | 'ROLLBACK';
}

/** An SQLite database in memory, with its statements prepared. */
export interface Database {
  all(name: keyof Statements, values: Readonly<Record<string, SqlValue>>): readonly Row[];
  /** Runs everything or, where it throws, nothing. */
  transaction<T>(kind: Kind, act: () => T): T;
  close(): void;
}

let sqlite: Promise<SqlJsStatic> | undefined;

/** Opens an empty database with the tables of {@link TABLES}. */
export async function openDatabase(changes: DatabaseChanges = {}): Promise<Database> {
  sqlite ??= initSqlJs();
  const database = new (await sqlite).Database();
  database.run('PRAGMA foreign_keys = ON');
  for (const table of Object.values({ ...TABLES, ...changes.tables })) database.run(table);
  const text = { ...STATEMENTS, ...changes.statements };
  const prepared = new Map<string, Statement>();
  const count = { enrolment: 0, deletion: 0 };

  return {
    all(name, values) {
      const statement = prepared.get(name) ?? database.prepare(text[name]);
      prepared.set(name, statement);
      const rows: Row[] = [];
      try {
        statement.bind(Object.fromEntries(Object.entries(values).map(([key, value]) => [`:${key}`, value])));
        while (statement.step()) rows.push(statement.getAsObject() as unknown as Row);
      } finally {
        statement.reset();
      }
      return rows;
    },
    transaction(kind, act) {
      database.run('BEGIN');
      try {
        const result = act();
        database.run(changes.finish?.(kind, count[kind]++) ?? 'COMMIT');
        return result;
      } catch (error) {
        database.run('ROLLBACK');
        throw error;
      }
    },
    close: () => {
      database.close();
    },
  };
}
