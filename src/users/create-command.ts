import { runCommand } from './command.ts';
import { notRun } from './troubles.ts';
import type { CommandUsers } from './types.ts';
import { Unjudgeable } from './unjudgeable.ts';

/** One for all rows of a run: a command may print more users than one row needs. */
export function createCommandUsers(command: string): CommandUsers {
  const printed: string[] = [];
  return {
    async next(context, wish) {
      const { vendor, target, claim } = context;
      const variable = `${vendor.profile.env}_CREATE_USER_COMMAND`;
      if (wish.making !== undefined || wish.id !== undefined || wish.tenant === 'other') throw special(variable);
      if (printed.length === 0) {
        const { status, lines } = await runCommand(command, { CONFORMANCE_TENANT: 'own' }, target.timeoutMs);
        const ended = status === null ? `did not end within ${target.timeoutMs} ms` : `ended with status ${status}`;
        if (status !== 0) throw failed(`${variable} ${ended}`);
        // Who was printed before is not created anew.
        printed.push(...lines.filter((id) => claim(id)));
      }
      const id = printed.shift();
      if (id === undefined) throw failed(`${variable} printed no id that it had not printed before`);
      return { id, tenant: 'own', mark: undefined, offered: false, exchanges: [] };
    },
  };
}

function failed(what: string): Unjudgeable {
  return new Unjudgeable(notRun('setup', `${what}, so there is no user to judge by.`));
}

function special(variable: string): Unjudgeable {
  const message = `users: by a command. ${variable} is set, and this needs users of special making.`;
  return new Unjudgeable({ verdict: 'not-applicable', reason: 'declared', message });
}
