import { cleanUpUsers, type CleanedUp } from '../run/cleanup.ts';
import { createClient } from '../run/client.ts';
import { createRunContext, type RunInput, type RunContext } from '../run/context.ts';
import { newRunSecret } from '../run/run-secret.ts';
import type { NewCreation, UserJournal } from '../users/user-journal.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { resumeJournal, type EarlierJournal } from './find-journals.ts';
import { leftBy, whoseUsers, type JournalHeader, type ReadJournal } from './journal-format.ts';

/** What a cleanup needs of the target besides the journal. */
export type CleanupParts = Omit<RunInput, 'seed' | 'runSecret' | 'allowHazardous'>;

/** What became of one journal: the users, or why nothing was sent. Redacted. */
export type CleanupResult =
  ({ readonly refused?: undefined } & CleanedUp) | { readonly refused: string; readonly users: number };

/**
 * Deletes the users that an earlier run has left, and only them; notes in the journal what is done, and removes it when
 * nobody is left. Sends nothing for a journal that does not belong to the target, or that names anybody that its run
 * cannot have created.
 */
export async function cleanUpAfter(earlier: EarlierJournal, parts: CleanupParts): Promise<CleanupResult> {
  const { header } = earlier;
  const run = { seed: 0, runSecret: newRunSecret(), allowHazardous: false };
  const context = createRunContext({ ...parts, ...run });
  const refused = mismatch(header, context) ?? strangers(earlier, context);
  if (refused !== undefined) return { refused: context.redactor.text(refused), users: leftBy(earlier).length };
  const journal = resumeJournal(earlier);
  if (!journal) return { deleted: [], gone: [], left: [], nameless: [] };
  try {
    return redacted(await cleanUp(journal, context), context);
  } finally {
    journal.close();
  }
}

function cleanUp(journal: UserJournal, runContext: RunContext): Promise<CleanedUp> {
  // Registers the ids of the journal, so that the guard allows them: the earlier run received or chose each of them.
  for (const { id } of journal.left()) if (id !== undefined) runContext.knownIds.registerId(id);
  const context = { ...runContext, journal };
  return cleanUpUsers(context, createClient(context));
}

/** Why the journal is not of the target that is configured now. */
function mismatch({ baseUrl, tenants }: JournalHeader, { target, vendor, redactor }: RunContext): string | undefined {
  const now = whoseUsers(target, redactor.text);
  const { env } = vendor.profile;
  const setTo = (name: string, was: string): string => `${name} is not that of the run (${was}): set it to that.`;
  if (now.baseUrl !== baseUrl) return setTo(`${env}_BASE_URL`, baseUrl);
  for (const [tenant, credentials] of [
    ['own', target.credentials],
    ['other', target.other],
  ] as const) {
    const was = tenants[tenant];
    if (was === null || !credentials || now.tenants[tenant] === was) continue;
    const names: Readonly<Record<string, string>> = credentials.names;
    return setTo(names['id'] ?? names['consumerKey'] ?? env, was);
  }
  return undefined;
}

/** Why the journal could name users that its run did not create. */
function strangers({ events, header }: ReadJournal, { target, vendor }: RunContext): string | undefined {
  const { env, users } = vendor.profile;
  const begun = new Map<number, NewCreation>();
  for (const event of events) {
    if (event.event === 'creating') begun.set(event.creation, event);
    if (event.event !== 'creating' && event.event !== 'created') continue;
    const { id } = event;
    const { operation, id: chosen } = begun.get(event.creation) ?? { operation: null };
    if (operation === null && target.createUserCommand === undefined)
      return `it names users that a command created: set ${env}_CREATE_USER_COMMAND as it was.`;
    if (operation !== null && !users.create.some((step) => step.operation === operation))
      return changed(`${operation} creates nobody here`);
    if (id === undefined) continue;
    if (target.userIds?.includes(id)) return changed(`it names a user of ${env}_USER_IDS, which no run creates`);
    if (operation === null) continue;
    if (users.chosenBy === 'server' && chosen === undefined) continue;
    if (users.chosenBy === 'server' || id !== chosen || !isOfRun(id, header.runPrefix, vendor))
      return changed('it names a user that its run cannot have created');
  }
  return undefined;
}

const changed = (why: string): string => `it was changed, or is of another version: ${why}.`;

/** Whether an id holds the random part of its run, or else is as random as a template of the profile without it. */
function isOfRun(id: string, runPrefix: string, { profile: { users } }: Vendor): boolean {
  if (id.includes(runPrefix)) return true;
  const { created = '', odd, neighbours } = users.ids;
  const templates = [created, ...Object.values(odd), ...Object.values(neighbours).flat()];
  return templates.some((template) => RANDOM.test(template) && patternOf(template).test(id));
}

const RANDOM = /\{(n|uuid|UUID|digits)\}/;

function patternOf(template: string): RegExp {
  const parts = template.split(/(\{\w+\})/).map((part) => WORDS[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`, 'u');
}

/** What represents the words of a template, next to `{run}`: an id is recognised by it. */
const WORDS: Readonly<Record<string, string>> = {
  '{n}': '[0-9a-f]{12,}',
  '{uuid}': '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  '{digits}': '[1-9][0-9]{39}',
  '{UUID}': '[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}',
};

function redacted({ deleted, gone, left, nameless }: CleanedUp, { redactor }: RunContext): CleanedUp {
  return {
    deleted: deleted.map(redactor.text),
    gone: gone.map(redactor.text),
    left: left.map(({ id, why }) => ({ id: redactor.text(id), why: redactor.text(why) })),
    nameless,
  };
}
