import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContract, type ContractSource } from '../contract/document.ts';
import { generateCases } from '../contract/cases/index.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { checkCaseCoverage, casesOf, type Claimable } from './case-coverage.ts';
import { didYouMean, ConfigurationError, configurationErrors } from '../errors.ts';
import { checkDeletion, idTemplates } from './deletion-mistakes.ts';
import { templateMistake } from './id-templates.ts';
import { expectationMistakes } from './mistakes/expectations.ts';
import { profileMistakes } from './mistakes/index.ts';
import { MADE_WORDS, unknownWords } from './mistakes/placeholders.ts';
import { readRequirements, type CheckDescription } from './requirements.ts';
import type { Erratum, Profile, Vendor } from './types.ts';
import { readText, readYaml, validateFile, type YamlFile } from './yaml-file.ts';

export interface LoadOptions {
  /** Folder that holds one folder per vendor. */
  readonly directory: string;
  readonly checks: ReadonlyMap<string, CheckDescription>;
  /** Names of the invalid credentials that a scheme of authentication has. */
  readonly invalidCredentials: (auth: Profile['auth']) => readonly Omit<Claimable, 'conforms'>[];
  /** Seed of the generated cases. */
  readonly seed: number;
}

/** A vendor's name and its profile alone: enough to read the environment by, and quick. */
export function loadProfile(directory: string, name: string): Pick<Vendor, 'name' | 'profile'> {
  return { name, profile: loadFile(directory, name, 'profile').value as Profile };
}

/**
 * One file of a vendor, which conforms to its schema.
 * @throws ConfigurationError with file and line of what does not
 */
export function loadFile(directory: string, vendor: string, kind: 'profile' | 'requirements'): YamlFile {
  const file = readYaml(join(directory, vendor, `${kind}.yaml`), `${vendor}/${kind}.yaml`);
  validateFile(file, schemaOf(kind));
  return file;
}

const SCHEMAS = new URL('../../specs/', import.meta.url);

/**
 * Reads a vendor's four files.
 * @throws ConfigurationError with file, line and the likely typo of whatever is wrong in them.
 */
export async function loadVendor(name: string, options: LoadOptions): Promise<Vendor> {
  const read = (file: string): YamlFile => readYaml(join(options.directory, name, file), `${name}/${file}`);
  const openapi = `${name}/openapi.yaml`;
  const text = readText(join(options.directory, openapi), openapi);
  const [errataFile, profileFile, requirementsFile] = [
    read('errata.yaml'),
    read('profile.yaml'),
    read('requirements.yaml'),
  ];
  validateFile(errataFile, schemaOf('errata'));
  validateFile(profileFile, schemaOf('profile'));
  validateFile(requirementsFile, schemaOf('requirements'));
  const errata = readErrata(errataFile);
  const contract = await contractOf({ file: openapi, text }, errataFile, errata);
  const profile = profileFile.value as Profile;
  const deletion = operationNamed(contract, profile.deletion.operation, profileFile, ['deletion', 'operation']);
  profile.users.create.forEach(({ operation }, i) =>
    operationNamed(contract, operation, profileFile, ['users', 'create', i, 'operation']),
  );
  checkIds(profile, profileFile);
  checkDeletion(profile, contract, deletion, profileFile);
  const { job } = profile.deletion;
  if (job) operationNamed(contract, job.operation, profileFile, ['deletion', 'job', 'operation']);
  const { cards } = profile.users;
  if (cards) operationNamed(contract, cards.operation, profileFile, ['users', 'cards', 'operation']);
  profile.users.observe.forEach(({ operation }, i) =>
    operationNamed(contract, operation, profileFile, ['users', 'observe', i, 'operation']),
  );
  profile.users.reads?.forEach(({ operation }, i) =>
    operationNamed(contract, operation, profileFile, ['users', 'reads', i, 'operation']),
  );
  checkPreserved(profile, profileFile);
  const mistakes = profileMistakes({ profile, contract, file: profileFile });
  if (mistakes.length > 0) throw configurationErrors(mistakes);
  const requirements = readRequirements(requirementsFile, name, options.checks);
  const wrong = expectationMistakes(requirements, { contract, profile, file: requirementsFile }, options.checks);
  if (wrong.length > 0) throw configurationErrors(wrong);
  const { ids, many } = profile.deletion;
  const cases = generateCases(deletion, contract, { idsAt: ids, many, seed: options.seed });
  const invalidCredentials: Claimable[] = options
    .invalidCredentials(profile.auth)
    .map((invalid) => ({ ...invalid, conforms: false }));
  checkCaseCoverage(requirementsFile, requirements, options.checks, [...cases, ...invalidCredentials]);
  return {
    name,
    contract,
    errata,
    profile,
    requirements: requirements.map((one) => ({
      ...one,
      claimed: casesOf(one, [...cases, ...invalidCredentials]).length,
    })),
    casesOf: (requirement) => casesOf(requirement, cases),
    sha256: { requirements: sha256(requirementsFile), errata: sha256(errataFile) },
    texts: [text, errataFile.text, profileFile.text, requirementsFile.text].join('\n'),
  };
}

const sha256 = ({ text }: YamlFile): string => createHash('sha256').update(text).digest('hex');

const schemas = new Map<string, object>();

function schemaOf(kind: 'profile' | 'errata' | 'requirements'): object {
  const schema =
    schemas.get(kind) ?? (JSON.parse(readFileSync(new URL(`${kind}.schema.json`, SCHEMAS), 'utf8')) as object);
  schemas.set(kind, schema);
  return schema;
}

function readErrata(file: YamlFile): Erratum[] {
  const { errata } = file.value as { errata: Erratum[] };
  errata.forEach(({ id }, index) => {
    if (errata.findIndex((other) => other.id === id) < index)
      throw new ConfigurationError(`${file.where(['errata', index])}: the erratum "${id}" occurs twice`);
  });
  return errata;
}

async function contractOf(
  openapi: Pick<ContractSource, 'file' | 'text'>,
  errataFile: YamlFile,
  errata: readonly Erratum[],
): Promise<Contract> {
  try {
    return await readContract({ ...openapi, errata: errata as never });
  } catch (error) {
    throw new ConfigurationError(located((error as Error).message, errataFile, errata));
  }
}

/** An erratum's action that matches nothing is reported with the line of its erratum. */
function located(message: string, file: YamlFile, errata: readonly Erratum[]): string {
  const index = errata.findIndex(({ id }) => message.includes(`"${id}"`));
  return index < 0 ? message : `${file.where(['errata', index])}: ${message}`;
}

/** Any template of an id that is not random could be somebody's; {n} alone has too few random bits. */
function checkIds({ users: { ids } }: Profile, file: YamlFile): void {
  const mistakes = idTemplates(ids).flatMap(({ path, template }) => {
    const unknown = unknownWords(template, MADE_WORDS);
    if (unknown.length > 0) return unknown.map((word) => `${file.where(path)}: ${word}`);
    const mistake = templateMistake(template);
    return mistake === undefined ? [] : [`${file.where(path)}: the id ${JSON.stringify(template)} ${mistake}`];
  });
  if (mistakes.length > 0) throw configurationErrors(mistakes);
}

/** What must be preserved is read from an answer that shows users. */
function checkPreserved({ users: { observe, preserved = [] } }: Profile, file: YamlFile): void {
  const names = observe.map((step) => step.operation);
  for (const [index, { operation }] of preserved.entries())
    if (!names.includes(operation)) {
      const where = file.where(['users', 'preserved', index, 'operation']);
      throw new ConfigurationError(
        `${where}: no read of users.observe is named "${operation}"${didYouMean(operation, names)}`,
      );
    }
}

function operationNamed(contract: Contract, id: string, file: YamlFile, path: (string | number)[]): Operation {
  const operation = contract.operations.get(id);
  if (operation) return operation;
  throw new ConfigurationError(
    `${file.where(path)}: the contract has no operation "${id}"${didYouMean(id, contract.operations.keys())}`,
  );
}
