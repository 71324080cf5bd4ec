import { pointersIn, schemasAt } from '../../contract/schema-paths.ts';
import type { Contract } from '../../contract/types.ts';
import { didYouMean } from '../../errors.ts';
import type { Requirement } from '../../verdict/types.ts';
import type { CheckDescription } from '../requirements.ts';
import { schemasOfAnswers, type ProfileInput } from './types.ts';

/** Requirements about an operation, a status or a place in a body that the contract does not have. */
export function expectationMistakes(
  requirements: readonly Requirement[],
  { contract, profile, file }: ProfileInput,
  checks: ReadonlyMap<string, CheckDescription>,
): string[] {
  const hasJob = profile.deletion.job !== undefined;
  return requirements.flatMap((requirement, index) => {
    const at = ['requirements', index];
    const needsJob = checks.get(requirement.check ?? '')?.needsJob === true && !hasJob;
    const named = needsJob ? NO_JOB : operationMistake(requirement, contract);
    const places = requirement.expect.flatMap(({ when }, clause) =>
      Object.keys(when).flatMap((key) => {
        const wrong = key.startsWith('/') ? placeMistake(key, contract) : undefined;
        return wrong === undefined ? [] : [{ path: [...at, 'expect', clause, 'when', key], wrong }];
      }),
    );
    return [...(named === undefined ? [] : [{ path: [...at, 'with'], wrong: named }]), ...places].map(
      ({ path, wrong }) => `${file.where(path)}: ${requirement.id}: ${wrong}`,
    );
  });
}

const NO_JOB = 'its check reads the jobs of deletions: describe them under "deletion.job" of profile.yaml';

function operationMistake({ with: { operation, status } }: Requirement, { operations }: Contract): string | undefined {
  if (typeof operation !== 'string') return undefined;
  const found = operations.get(operation);
  if (!found) return `the contract has no operation "${operation}"${didYouMean(operation, operations.keys())}`;
  if (typeof status !== 'number' || found.responses.has(status)) return undefined;
  const known = [...found.responses.keys()].join(', ');
  return `the contract documents no answer ${String(status)} of ${operation}; it documents ${known}`;
}

function placeMistake(key: string, { operations }: Contract): string | undefined {
  const schemas = [...operations.values()].flatMap((operation) => schemasOfAnswers(operation, () => true));
  if (schemas.length === 0 || schemas.some((schema) => schemasAt(schema, key).length > 0)) return undefined;
  const known = schemas.flatMap((schema) => pointersIn(schema));
  return `no answer of the contract has "${key}"${didYouMean(key, known)}`;
}
