import { compileExpectedSchema, type Validator } from '../contract/validator.ts';
import { factNeeded } from '../verdict/condition.ts';
import { wordsOfFact } from '../verdict/fact-words.ts';
import { LEVELS, type Clause, type Condition, type Level, type Requirement } from '../verdict/types.ts';
import { didYouMean, configurationErrors } from '../errors.ts';
import type { YamlFile } from './yaml-file.ts';

/** What the loader must know of a check, whatever its code: a requirement can only ask for what the check reports. */
export interface CheckDescription {
  readonly name: string;
  /** Names of the facts that it reports; `body` allows JSON Pointers. */
  readonly facts: readonly string[];
  /** JSON Schema of the requirement's `with`; absent where the check takes none. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Whether its requirements claim generated cases: to judge their answer, or their effect on a living victim. */
  readonly claims?: 'answer' | 'effect';
  /** Whether it is about the jobs of deletions, which the profile must describe (`deletion.job`). */
  readonly needsJob?: true;
}

type RequirementEntry = Partial<Omit<Requirement, 'id' | 'vendor' | 'slug' | 'level'>> & { id: string; level: Level };

/**
 * The requirements of a requirements file that its schema has already accepted.
 * @throws ConfigurationError that names each contradiction with file, line and the likely typo.
 */
export function readRequirements(
  file: YamlFile,
  vendor: string,
  checks: ReadonlyMap<string, CheckDescription>,
): Requirement[] {
  const entries = (file.value as { requirements: RequirementEntry[] }).requirements;
  const mistakes = entries.flatMap((requirement, index) =>
    mistakesOf(requirement, entries.slice(0, index), vendor, checks).map(
      (text) => `${file.where(['requirements', index])}: ${requirement.id}: ${text}`,
    ),
  );
  if (mistakes.length > 0) throw configurationErrors(mistakes);
  return entries.map((requirement) => requirementOf(requirement, vendor));
}

function requirementOf(requirement: RequirementEntry, vendor: string): Requirement {
  return {
    optional: false,
    hazardous: requirement.provoking ?? false,
    provoking: false,
    with: {},
    cases: [],
    expect: [],
    ...(requirement as RequirementEntry & Pick<Requirement, 'area' | 'text' | 'source'>),
    vendor,
    slug: requirement.id.slice(vendor.length + 1),
  };
}

function mistakesOf(
  requirement: RequirementEntry,
  earlier: readonly RequirementEntry[],
  vendor: string,
  checks: ReadonlyMap<string, CheckDescription>,
): string[] {
  const mistakes: string[] = [];
  if (!requirement.id.startsWith(`${vendor}/`)) mistakes.push(`the id must begin with "${vendor}/"`);
  if (earlier.some(({ id }) => id === requirement.id)) mistakes.push('this id occurs twice');
  if ((requirement.check === undefined) === (requirement.excluded === undefined))
    mistakes.push('needs exactly one of "check" (with "expect") and "excluded"');
  if (requirement.check !== undefined)
    mistakes.push(...checkMistakes(requirement, checks.get(requirement.check), checks));
  else if (requirement.expect ?? requirement.with ?? requirement.cases)
    mistakes.push('an excluded requirement has no "expect", "with" or "cases"');
  return mistakes;
}

function checkMistakes(
  requirement: RequirementEntry,
  check: CheckDescription | undefined,
  checks: ReadonlyMap<string, CheckDescription>,
): string[] {
  const name = requirement.check ?? '';
  if (!check)
    return [
      `no check is named "${name}"${didYouMean(name, checks.keys())} The checks are ${[...checks.keys()].join(', ')}`,
    ];
  const mistakes: string[] = [];
  if (!requirement.expect) mistakes.push('has no "expect": what must, should or may be observed');
  else {
    mistakes.push(
      ...levelMistakes(requirement.level, requirement.expect),
      ...requirement.expect.flatMap(({ when }) => [...schemaMistakes(when), ...wordMistakes(when)]),
    );
    for (const key of requirement.expect.flatMap(({ when }) => Object.keys(when)))
      if (!check.facts.includes(factNeeded(key)))
        mistakes.push(
          `check "${name}" reports no "${key}"${didYouMean(key, check.facts)}; it reports ${check.facts.join(', ')}`,
        );
  }
  mistakes.push(...withMistakes(check, requirement.with ?? {}));
  if (check.claims && !requirement.cases) mistakes.push(`check "${name}" needs "cases"`);
  if (!check.claims && requirement.cases) mistakes.push(`check "${name}" takes no "cases"`);
  return mistakes;
}

/** What a requirement gives to its check that the check does not take, or not so. */
function withMistakes(check: CheckDescription, given: Readonly<Record<string, unknown>>): string[] {
  const allowed = Object.keys((check.with?.['properties'] as object | undefined) ?? {});
  const unknown = Object.keys(given).filter((name) => !allowed.includes(name));
  const which = allowed.length > 0 ? `it takes ${allowed.join(', ')}` : 'it takes nothing';
  if (unknown.length > 0)
    return unknown.map(
      (name) => `check "${check.name}" takes no "${name}" in "with"${didYouMean(name, allowed)}; ${which}`,
    );
  return withValidator(check)(given).map(({ path, message }) => `with${path} ${message}`);
}

/** What is wanted of a fact may be a JSON Schema; one that is wrong shows here and not in the middle of a run. */
function schemaMistakes(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([key, wanted]) =>
    [wanted].flat().flatMap((one) => {
      if (typeof one !== 'object' || one === null) return [];
      try {
        compileExpectedSchema(one as Record<string, unknown>);
        return [];
      } catch (error) {
        return [`what it expects of "${key}" is ${(error as Error).message}`];
      }
    }),
  );
}

/** Words that a fact never is: a correct server would be accused. */
function wordMistakes(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([fact, wanted]) => {
    const words = wordsOfFact(fact);
    if (!words) return [];
    return [wanted].flat().flatMap((one) => {
      if (typeof one !== 'string' || words.includes(one)) return [];
      return [`"${fact}" is never "${one}"${didYouMean(one, words)}; it is ${words.join(', ')}`];
    });
  });
}

const validators = new WeakMap<CheckDescription, Validator>();

/** Validates what requirements give to a check; most checks have several. */
function withValidator(check: CheckDescription): Validator {
  const validator =
    validators.get(check) ?? compileExpectedSchema({ type: 'object', additionalProperties: false, ...check.with });
  validators.set(check, validator);
  return validator;
}

function levelMistakes(level: Level, expect: readonly Clause[]): string[] {
  const highest = LEVELS.find((one) => expect.some((clause) => clause.level === one));
  return highest === level ? [] : [`is ${level}, but the highest of its clauses is ${String(highest)}`];
}
