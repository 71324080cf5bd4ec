import type { Environment } from './environment.ts';

/** What the common services set where a job runs; `CI` itself comes first. */
const SERVICES = [
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'JENKINS_URL',
  'TF_BUILD',
  'CIRCLECI',
  'BUILDKITE',
  'TEAMCITY_VERSION',
  'TRAVIS',
  'APPVEYOR',
  'BITBUCKET_BUILD_NUMBER',
  'CODEBUILD_BUILD_ID',
  'DRONE',
  'SEMAPHORE',
  'BAMBOO_BUILDKEY',
] as const;

/**
 * The variable that states that a run takes place in a CI service; undefined where none does. An explicit `CI=false` states
 * that it does not, whatever else is set.
 */
export function ciVariable(environment: Environment): string | undefined {
  const { CI } = environment;
  if (CI !== undefined && CI.trim() !== '') return isOn(CI) ? 'CI' : undefined;
  return SERVICES.find((name) => isOn(environment[name]));
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', 'false', '0'].includes(value.trim().toLowerCase());
}
