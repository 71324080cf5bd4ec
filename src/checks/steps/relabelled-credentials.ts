import type { BodyLabel, InvalidCredentials } from '../../auth/types.ts';
import { casesOf } from '../../spec-loader/case-coverage.ts';
import type { Check, CheckContext } from '../types.ts';
import { isUsable, type UsableCredentials } from './invalid-credentials.ts';

/** Another label sends a body another way: past the one that asks for credentials, or past the one that hashes it. */
const OTHER_WAYS: Readonly<Record<string, readonly BodyLabel[]>> = {
  'credentials.none': ['form', 'no-label'],
  'credentials.body-changed': ['charset', 'no-label'],
};

const SAYS: Readonly<Record<BodyLabel, string>> = {
  form: 'the body as a form',
  'no-label': 'no Content-Type',
  charset: 'a Content-Type with a charset',
};

/** The invalid credentials, and after them those that are sent with other labels of the body as well. */
function relabelled(all: readonly UsableCredentials[], vendor: CheckContext['vendor']): UsableCredentials[] {
  const operation = vendor.contract.operations.get(vendor.profile.deletion.operation);
  if (!/json/i.test(operation?.requestBody?.mediaType ?? '')) return [...all];
  const more = all.flatMap((one) =>
    (OTHER_WAYS[one.name] ?? []).map((needs) => ({
      ...one,
      needs,
      description: `${one.description}, and ${SAYS[needs]}`,
    })),
  );
  return [...all, ...more];
}

/** All that a requirement tries of its invalid credentials, each with the labels that it is tried with. */
export function withOtherLabels(
  { vendor }: Pick<CheckContext, 'vendor'>,
  invalidCredentials: readonly InvalidCredentials[],
): UsableCredentials[] {
  return relabelled(invalidCredentials.filter(isUsable), vendor);
}

/** Costs of the same: one request each. */
export const costOfRelabelled: NonNullable<Check['badCredentials']> = (requirement, { vendor, authenticators }) =>
  withOtherLabels({ vendor }, casesOf(requirement, authenticators.own.invalidCredentials)).map(() => 1);
