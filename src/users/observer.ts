import { createCommandObserver } from './observe-by-command.ts';
import { createReader } from './observe-by-read.ts';
import { createRepeater } from './observe-by-deletion.ts';
import { notRun } from './responses.ts';
import type { Observer, Sighting, UsersContext } from './types.ts';

/** The way of observing that the run chose. */
export function createObserver(context: UsersContext): Observer {
  switch (context.standing.observe) {
    case 'read':
      return createReader(context);
    case 'repeat':
      return createRepeater(context);
    case 'command':
      return createCommandObserver(context, context.target.observeCommand ?? '');
    case 'none':
      return blind(context);
  }
}

/** Why nothing can be observed, where that is so. */
export function unobservable({ standing, vendor }: UsersContext): Sighting['trouble'] {
  const how =
    `${standing.observeBecause} Set ${vendor.profile.env}_OBSERVE to "read" or "repeat", or give an ${vendor.profile.env}_OBSERVE_COMMAND.`.trim();
  return notRun('unobservable', `Nothing shows whether a user exists. ${how}`);
}

function blind(context: UsersContext): Observer {
  const trouble = unobservable(context);
  const nothing: Sighting = { state: 'unknown', marks: [], exchanges: [], ...(trouble ? { trouble } : {}) };
  return {
    look: async () => nothing,
    afterDeletion: async () => nothing,
    prove: async () => ({ sighting: nothing, deleted: false }),
    forget: () => undefined,
  };
}
