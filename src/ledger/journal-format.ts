import { basename } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { callerOf, type Credentials } from '../auth/schemes.ts';
import { publicUrl } from '../http/public-url.ts';
import type { RunContext } from '../run/context.ts';
import { createUserJournal, type JournalEvent, type JournalledUser } from '../users/user-journal.ts';
import { ownMark, type ProcessMark } from './process-mark.ts';

/** Version of the format; a journal of another one is not read. */
const VERSION = 1;

/** The first line of a journal: whose users they are, and which run created them. */
export interface JournalHeader {
  readonly deletionConformanceJournal: typeof VERSION;
  readonly vendor: string;
  /** Without userinfo and without the values of its query. */
  readonly baseUrl: string;
  /**
   * The public part of the credentials of each tenant (client id or consumer key); null if there is none or it is
   * secret.
   */
  readonly tenants: { readonly own: string | null; readonly other: string | null };
  readonly runId: string;
  /** Random part of the run's ids: `{run}` of the profile's templates. */
  readonly runPrefix: string;
  readonly startedAt: string;
  /** Name of the ledger next to it that has the users who are kept; absent where there is none. */
  readonly ledger?: string;
  readonly process: ProcessMark;
}

/** A journal as it was written. */
export interface ReadJournal {
  readonly header: JournalHeader;
  readonly events: readonly JournalEvent[];
}

/** The header of this process's run against a target. */
export function headerOf(
  { target, vendor, redactor, runPrefix }: Omit<RunContext, 'journal'>,
  { runId, startedAt, ledger }: Pick<JournalHeader, 'runId' | 'startedAt'> & { readonly ledger?: string | null },
): JournalHeader {
  const { baseUrl, tenants } = whoseUsers(target, redactor.text);
  return {
    deletionConformanceJournal: VERSION,
    ...{ vendor: vendor.name, baseUrl, tenants, runId, runPrefix, startedAt },
    ...(ledger ? { ledger: basename(ledger) } : {}),
    process: ownMark(),
  };
}

/**
 * The base URL and tenants that the users of a run belong to. A cleanup is refused if they differ from the configured
 * ones.
 * @param redact for what an operator may have put into the wrong place
 */
export function whoseUsers(
  { baseUrl, credentials, other }: RunContext['target'],
  redact: (text: string) => string,
): Pick<JournalHeader, 'baseUrl' | 'tenants'> {
  const nameOf = (one: Credentials | undefined): string | null => {
    const caller = one && callerOf(one);
    return caller === undefined ? null : redact(caller);
  };
  return { baseUrl: redact(publicUrl(baseUrl)), tenants: { own: nameOf(credentials), other: nameOf(other) } };
}

const TENANT = { enum: ['own', 'other'] };
const NAME = { type: ['string', 'null'] };
const TEXT = { type: 'string', minLength: 1 };

const object = (properties: object, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

const HEADER = object(
  {
    deletionConformanceJournal: { const: VERSION },
    vendor: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
    baseUrl: { type: 'string', pattern: '^https?://' },
    tenants: object({ own: NAME, other: NAME }),
    runId: { type: 'string', pattern: '^[0-9a-f-]{36}$' },
    runPrefix: { type: 'string', pattern: '^[0-9A-Za-z]{8,64}$' },
    startedAt: TEXT,
    process: object({ pid: { type: 'integer', minimum: 1 }, place: TEXT, started: NAME }),
    ledger: TEXT,
  },
  ['ledger'],
);

const NUMBER = { type: 'integer', minimum: 1 };

const EVENT = {
  oneOf: [
    object(
      {
        event: { const: 'creating' },
        creation: NUMBER,
        tenant: TENANT,
        operation: NAME,
        id: TEXT,
        reference: object({ n: TEXT, uuid: TEXT }),
      },
      ['id', 'reference'],
    ),
    object({ event: { const: 'created' }, creation: NUMBER, id: TEXT }, ['id']),
    object({ event: { enum: ['refused', 'deleted', 'survived', 'kept'] }, creation: NUMBER }),
  ],
};

let validators: Readonly<Record<'isHeader' | 'isEvent', ValidateFunction>> | undefined;

function compile(): NonNullable<typeof validators> {
  const ajv = new Ajv2020({ strictTypes: false });
  return { isHeader: ajv.compile(HEADER), isEvent: ajv.compile(EVENT) };
}

/**
 * Reads the text of a journal. A last line that breaks off is what a killed run leaves: nothing came of it.
 * @returns undefined where it is no journal of this version, or was changed
 */
export function parseJournal(text: string): ReadJournal | undefined {
  const { isHeader, isEvent } = (validators ??= compile());
  const [header, ...events] = text.split('\n').slice(0, -1).map(parsed);
  if (!isHeader(header) || !events.every((event) => isEvent(event))) return undefined;
  return isInOrder(events as JournalEvent[])
    ? { header: header as JournalHeader, events: events as JournalEvent[] }
    : undefined;
}

/** Whether creations are numbered as they began, and nothing is recorded of one that did not. */
function isInOrder(events: readonly JournalEvent[]): boolean {
  let begun = 0;
  return events.every(({ event, creation }) => {
    if (event !== 'creating') return creation <= begun;
    begun += 1;
    return creation === begun;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** How many users the run of a journal keeps for `verify`. */
export function keptBy({ events }: Pick<ReadJournal, 'events'>): number {
  return leftBy({ events: unkept(events) }).length - leftBy({ events }).length;
}

/** The events of a journal as if nobody had been kept: who was is one of those who are left. */
export function unkept(events: readonly JournalEvent[]): JournalEvent[] {
  return events.filter(({ event }) => event !== 'kept');
}

/** Users that the run of a journal may have left at its target. */
export function leftBy({ events }: Pick<ReadJournal, 'events'>): readonly JournalledUser[] {
  return createUserJournal(undefined, events).left();
}
