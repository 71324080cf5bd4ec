import type { CheckContext, Tries } from '../checks/types.ts';
import { createUsers } from '../users/users.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import { isLost } from '../users/responses.ts';
import { fillId, newVariablesOf } from '../users/templates.ts';
import { inClaimedOrder } from '../spec-loader/case-coverage.ts';
import type { Exchange } from '../http/types.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Client } from './client.ts';
import type { RequirementContext } from './context.ts';
import { repeatingReads, sendUntilBack } from './control-retry.ts';
import { isShort } from '../spec-loader/id-templates.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { notRun } from '../verdict/not-judged.ts';
import { siblingsFor } from './sibling-values.ts';
import { newUnknownId } from './unknown-id.ts';
import type { PreflightResult } from '../results/types.ts';
import { usableAsRecorded } from './replayable-credentials.ts';
import { usersContextOf } from './users-context.ts';

const SHORT_ID = 'An id by the template of profile.yaml is so short that it could be somebody’s.';

const isNobodys = ({ profile }: RequirementContext['vendor'], template: string): boolean =>
  (profile.users.ids.nobody ?? []).some(({ id }) => id === template);

/**
 * All that the check of a requirement may use.
 * @param notes gets what a reader must know of the verdict, whatever it is
 * @param tries of this requirement, whichever attempt it is
 * @param fresh nobody is taken over from an earlier requirement
 */
export function createCheckContext(
  requirement: Requirement,
  runContext: RequirementContext,
  preflightResult: PreflightResult,
  client: Client,
  notes: string[],
  tries: Tries,
  fresh = false,
): CheckContext {
  const { vendor, target, authenticators, clock, runState, runPrefix, draw, shared, knownIds } = runContext;
  const unknownId = () => newUnknownId(runContext);
  const deletion = (ids: readonly string[]) => deletionRequest(vendor, ids, siblingsFor(runContext));
  /** @returns whether the target may be asked again */
  const count = async (isAnswered: boolean): Promise<boolean> => {
    const { targetSilent } = await runState.control(isAnswered);
    if (targetSilent) client.stop('The request was not sent: the target did not respond to three controls in a row.');
    return !targetSilent;
  };
  const control = async (): Promise<Exchange> => {
    const exchange = await sendUntilBack(
      runContext,
      client,
      async ({ response }) => response !== undefined || count(false),
    );
    if (exchange.error?.kind === 'unsent') return exchange;
    // A gateway that answered in place of the target to the end of the wait is silence as well.
    await count(!isLost(exchange));
    return exchange;
  };
  const note = (sentence: string): void => void notes.push(sentence);
  const send = repeatingReads(
    (draft, sending) => client.send(draft, sending),
    // Whether it is this call or the whole target that is silent; requirements without a control must find out as well.
    async () => !isLost(await control()),
  );
  return {
    requirement,
    vendor,
    target,
    authenticators,
    clock,
    lingerMs: runContext.lingerMs,
    preflightResult,
    users: createUsers({
      ...usersContextOf(runContext, { requirement, preflightResult, runState, send }),
      fresh,
      // Of users that are created the preflight has reported it already.
      ...(preflightResult.users === 'offered' ? { note } : {}),
    }),
    cases: vendor.casesOf(requirement),
    invalidCredentials: usableAsRecorded(
      inClaimedOrder(requirement, authenticators.own.invalidCredentials),
      shared,
      authenticators,
    ),
    tries,
    mayTry: runContext.credentialLimit.allotted(requirement.id),
    note,
    idFiller() {
      const variables = newVariablesOf(vendor, runPrefix, draw);
      return (template) => {
        if (!target.loopback && isShort(template) && !isNobodys(vendor, template))
          throw new NotJudgedError(notRun('held-back', SHORT_ID));
        const id = fillId(template, variables, vendor.profile.users.ids);
        // A random UUID in it is nobody's, whatever is around it.
        knownIds.draw(id);
        return id;
      };
    },
    unknownId,
    deletion,
    send: (draft, sending) => client.send(draft, sending),
    askForToken: (call) => client.askForToken(call),
    control,
  };
}
