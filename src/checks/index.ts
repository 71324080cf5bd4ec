import { invalidCredentialsRefused } from './invalid-credentials-refused.ts';
import { credentialVariant } from './credential-variant.ts';
import { invalidCredentialsNamingUser } from './invalid-credentials-naming-user.ts';
import { unauthenticatedPath } from './unauthenticated-path.ts';
import { unauthenticatedRoute } from './unauthenticated-route.ts';
import { reroutedDeletion } from './rerouted-deletion.ts';
import { credentialsBeforeBody } from './credentials-before-body.ts';
import { cutIds } from './cut-ids.ts';
import { deleteAfterForeignAttempt } from './delete-after-foreign-attempt.ts';
import { deleteAfterRefusals } from './delete-after-refusals.ts';
import { deleteAgain } from './delete-again.ts';
import { chunkedDeletion } from './chunked-deletion.ts';
import { concurrentDeletions } from './concurrent-deletions.ts';
import { deletionDuringCreation } from './deletion-during-creation.ts';
import { deletionsAmongOtherCallers } from './deletions-among-other-callers.ts';
import { deleteWithInvalidElement } from './delete-with-invalid-element.ts';
import { deleteSeveral } from './delete-several.ts';
import { deletionJob } from './deletion-job.ts';
import { foreignJob } from './foreign-job.ts';
import { unknownJob } from './unknown-job.ts';
import { deleteUser } from './delete-user.ts';
import { deleteEachVariant } from './delete-each-variant.ts';
import { deleteList } from './delete-list.ts';
import { deleteWithUnknown } from './delete-with-unknown.ts';
import { userEnumeration } from './user-enumeration.ts';
import { faultyRequest } from './faulty-request.ts';
import { foreignTenant } from './foreign-tenant.ts';
import { similarIds } from './similar-ids.ts';
import { similarUnknownIds } from './similar-unknown-ids.ts';
import { unusualIdUserIsDeleted } from './unusual-id-user-is-deleted.ts';
import { unknownUnusualId } from './unknown-unusual-id.ts';
import { mixedDeletions } from './mixed-deletions.ts';
import { plainHttp } from './plain-http.ts';
import { othersKeepEverything } from './others-keep-everything.ts';
import { recreateInSteps } from './recreate-in-steps.ts';
import { recreateOtherwise } from './recreate-otherwise.ts';
import { recreate } from './recreate.ts';
import { refusalByAccept } from './refusal-by-accept.ts';
import { refusedRequestHasNoEffect } from './refused-request-has-no-effect.ts';
import { relabelledDeletion } from './relabelled-deletion.ts';
import { requestHeader } from './request-header.ts';
import { resemblingIds } from './resembling-ids.ts';
import { RUN_LEVEL_CHECKS } from './run-level/index.ts';
import type { Check } from './types.ts';
import { unknownUser } from './unknown-user.ts';
import { wrongClientGetsNoToken } from './wrong-client-gets-no-token.ts';
import { variedDeletion } from './varied-deletion.ts';

const RUN: readonly Check[] = [
  unknownUser,
  faultyRequest,
  invalidCredentialsRefused,
  invalidCredentialsNamingUser,
  unauthenticatedPath,
  unauthenticatedRoute,
  reroutedDeletion,
  resemblingIds,
  wrongClientGetsNoToken,
  credentialsBeforeBody,
  credentialVariant,
  requestHeader,
  refusalByAccept,
  unknownUnusualId,
  plainHttp,
  userEnumeration,
  refusedRequestHasNoEffect,
  deleteUser,
  variedDeletion,
  chunkedDeletion,
  relabelledDeletion,
  deleteAfterForeignAttempt,
  deleteAfterRefusals,
  deleteAgain,
  concurrentDeletions,
  deletionDuringCreation,
  deletionsAmongOtherCallers,
  mixedDeletions,
  deleteSeveral,
  deleteWithInvalidElement,
  deleteWithUnknown,
  deleteEachVariant,
  deleteList,
  recreate,
  recreateOtherwise,
  recreateInSteps,
  othersKeepEverything,
  foreignTenant,
  similarIds,
  similarUnknownIds,
  cutIds,
  unusualIdUserIsDeleted,
  deletionJob,
  unknownJob,
  foreignJob,
];

/** Every check by its name: what a requirement of requirements.yaml may ask for. */
export const CHECKS: ReadonlyMap<string, Check> = new Map(
  [...RUN, ...RUN_LEVEL_CHECKS].map((check) => [check.name, check]),
);
