import { createCommandObserver } from './observe-by-command.ts';
import { createReadObserver } from './observe-by-read.ts';
import { createDeletionObserver } from './observe-by-deletion.ts';
import type { Observer, UserObservation, UsersContext } from './types.ts';
import { notRun } from '../verdict/not-judged.ts';

/** The way of observing that the run chose. */
export function createObserver(context: UsersContext): Observer {
  switch (context.preflightResult.observe) {
    case 'read':
      return createReadObserver(context);
    case 'repeat':
      return createDeletionObserver(context);
    case 'command':
      return createCommandObserver(context, context.target.observeCommand ?? '');
    case 'none':
      return blind(context);
  }
}

/** Why nothing can be observed, where that is so. */
export function unobservable({ preflightResult, vendor }: UsersContext): UserObservation['notJudged'] {
  const how =
    `${preflightResult.observeBecause} Set ${vendor.profile.env}_OBSERVE to "read" or "repeat", or give an ${vendor.profile.env}_OBSERVE_COMMAND.`.trim();
  return notRun('unobservable', `Nothing shows whether a user exists. ${how}`);
}

function blind(context: UsersContext): Observer {
  const notJudged = unobservable(context);
  const nothing: UserObservation = {
    state: 'unknown',
    markers: [],
    exchanges: [],
    ...(notJudged ? { notJudged } : {}),
  };
  return {
    observe: async () => nothing,
    afterDeletion: async () => nothing,
    confirmAlive: async () => ({ observation: nothing, deleted: false }),
    forget: () => undefined,
  };
}
