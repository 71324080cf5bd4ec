import { brokenCredentials } from './invalid-credentials-refused.ts';
import { credentialVariant } from './credential-variant.ts';
import { credentialsBeforeBody } from './credentials-before-body.ts';
import { deleteAgain } from './delete-again.ts';
import { deleteAtTheSameTime } from './concurrent-deletions.ts';
import { deleteBeside } from './delete-with-invalid-element.ts';
import { deleteSeveral } from './delete-several.ts';
import { deleteUser } from './delete-user.ts';
import { deleteWithUnknown } from './delete-with-unknown.ts';
import { existenceHidden } from './user-enumeration.ts';
import { faultyRequest } from './faulty-request.ts';
import { foreignTenant } from './foreign-tenant.ts';
import { neighbourIds } from './similar-ids.ts';
import { oddId } from './unusual-id-user-is-deleted.ts';
import { peculiarId } from './unknown-unusual-id.ts';
import { plainHttp } from './plain-http.ts';
import { recreate } from './recreate.ts';
import { refusalSparesVictim } from './refused-request-has-no-effect.ts';
import { requestHeader } from './request-header.ts';
import { SETTLED } from './run-level/index.ts';
import type { Check } from './types.ts';
import { unknownUser } from './unknown-user.ts';

const RUN: readonly Check[] = [
  unknownUser,
  faultyRequest,
  brokenCredentials,
  credentialsBeforeBody,
  credentialVariant,
  requestHeader,
  peculiarId,
  plainHttp,
  existenceHidden,
  refusalSparesVictim,
  deleteUser,
  deleteAgain,
  deleteAtTheSameTime,
  deleteSeveral,
  deleteBeside,
  deleteWithUnknown,
  recreate,
  foreignTenant,
  neighbourIds,
  oddId,
];

/** Every check by its name: what a row of requirements.yaml may ask for. */
export const CHECKS: ReadonlyMap<string, Check> = new Map([...RUN, ...SETTLED].map((check) => [check.name, check]));
