import { runCommand } from './operator-commands.ts';
import type {} from './types.ts';
import type { CommandUsers } from './types.ts';
import { NotJudgedError } from './not-judged-error.ts';
import type { NewCreation, UserJournal } from './user-journal.ts';
import { notRun } from '../verdict/not-judged.ts';

/** What a run may create, as far as a command of the operator's needs it. */
export interface CommandBudget {
  readonly limit: number;
  /** Takes one of a requirement's; false where none is left. */
  draw(requirement: string): boolean;
  /** Takes this many more, whether they are left or not: they exist already. */
  spend(count: number): void;
}

/** One for all requirements of a run: a command may print more users than one requirement needs. All that it prints count as created. */
export function createCommandUsers(command: string, budget: CommandBudget): CommandUsers {
  const printed: string[] = [];
  return {
    async next(context, options) {
      const { vendor, target, registerId, journal, requirement } = context;
      const variable = `${vendor.profile.env}_CREATE_USER_COMMAND`;
      if ((options.variant ?? 'full') !== 'full' || options.id !== undefined || options.tenant === 'other')
        throw special(variable);
      if (printed.length === 0) {
        if (!budget.draw(requirement.id)) throw exhausted(vendor.profile.env, budget.limit);
        const creation = journal.creating(BY_COMMAND);
        const { status, lines } = await runCommand(command, { CONFORMANCE_TENANT: 'own' }, target.timeoutMs);
        const ended = status === null ? `did not end within ${target.timeoutMs} ms` : `ended with status ${status}`;
        // What a command prints that fails need not be ids. One that was killed may have created somebody.
        if (status !== 0 && status !== null) journal.refused(creation);
        if (status !== 0) throw failed(`${variable} ${ended}`);
        // Who was printed before is not created again.
        const ids = lines.filter((id) => registerId(id));
        noteCreated(journal, creation, ids);
        printed.push(...ids);
        budget.spend(Math.max(0, printed.length - 1));
      } else if (budget.draw(requirement.id)) {
        // It was counted when it was printed.
        budget.spend(-1);
      }
      const id = printed.shift();
      if (id === undefined) throw failed(`${variable} printed no id that it had not printed before`);
      return { id, tenant: 'own', marker: undefined, offered: false, exchanges: [] };
    },
  };
}

const BY_COMMAND: NewCreation = { tenant: 'own', operation: null };

/** One run of the command may make several users, or none. */
function noteCreated(journal: UserJournal, first: number, ids: readonly string[]): void {
  for (const [at, id] of ids.entries()) journal.created(at === 0 ? first : journal.creating(BY_COMMAND), id);
  if (ids.length === 0) journal.refused(first);
}

function failed(what: string): NotJudgedError {
  return new NotJudgedError(notRun('setup', `${what}, so there is no user to test with.`));
}

function exhausted(env: string, limit: number): NotJudgedError {
  return new NotJudgedError(notRun('no-user', `${env}_MAX_USERS (${limit}) allows no further user.`));
}

function special(variable: string): NotJudgedError {
  const message = `users: by a command. ${variable} is set, and this requirement needs a user created in a specific way.`;
  return new NotJudgedError({ verdict: 'not-applicable', reason: 'declared', message });
}
