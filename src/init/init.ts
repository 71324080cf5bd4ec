import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { schemeOf, type SchemeConfig } from '../auth/schemes.ts';
import { readContract } from '../contract/document.ts';
import type { Contract } from '../contract/types.ts';
import { ConfigurationError } from '../errors.ts';
import { claimableCredentials } from '../run/load-vendors.ts';
import { loadFile, loadProfile } from '../spec-loader/load.ts';
import type { Profile } from '../spec-loader/types.ts';
import { trimDocument } from './document.ts';
import type { Facts } from './facts.ts';
import { profileText, QUESTION } from './profile-text.ts';
import { readFacts } from './read-facts.ts';
import { requirementsThatFollow } from './requirements/index.ts';
import { missingRequirements, withRequirements, type ExistingRequirement } from './requirements-text.ts';

/** What a new vendor is made of. */
export interface InitOptions {
  /** An OpenAPI 3.0 or 3.1 document. */
  readonly openapi: string;
  /** operationId, or `DELETE /users/{id}`. */
  readonly operation: string;
  readonly name: string;
  /** Holds one folder per vendor. */
  readonly folder: string;
  /** Where the document has no words for it. */
  readonly auth?: SchemeConfig;
}

/** What was written. */
export interface InitResult {
  readonly folder: string;
  readonly written: readonly string[];
  readonly kept: readonly string[];
  readonly requirements: number;
  readonly added: number;
  readonly questions: readonly string[];
}

/**
 * Writes the four files of a vendor; to files that exist it adds the requirements that are missing, and changes nothing.
 * @throws ConfigurationError where the document, or what is there, cannot be read
 */
export async function init({ openapi, operation, name, folder, auth }: InitOptions): Promise<InitResult> {
  if (!/^[a-z][a-z0-9]*$/.test(name))
    throw new ConfigurationError(`--name ${name} is no name of a vendor: small letters and digits.`);
  const directory = join(folder, name);
  const at = (file: string): string => join(directory, file);
  const trimmed = trimDocument(readIt(openapi), basename(openapi), operation);
  const own = existsSync(at('openapi.yaml')) ? readIt(at('openapi.yaml')) : trimmed.text;
  const contract = await contractOf(`${name}/openapi.yaml`, own);
  const deletion = contract.operations.get(trimmed.operation);
  if (!deletion) throw new ConfigurationError(`${name}/openapi.yaml has no operation "${trimmed.operation}".`);
  const found = readFacts({
    vendor: name,
    contract,
    operation: deletion,
    document: trimmed.value,
    isToldApart: trimmed.isToldApart,
    demanded: trimmed.security,
    ...(auth ? { auth } : {}),
  });
  const facts = existsSync(at('profile.yaml')) ? asAnswered(found, loadProfile(folder, name).profile) : found;
  const file = existsSync(at('requirements.yaml')) ? loadFile(folder, name, 'requirements') : undefined;
  const existing = file?.text;
  const there = file ? (file.value as { requirements: ExistingRequirement[] }).requirements : [];
  const requirements = requirementsThatFollow(facts, claimableCredentials(facts.auth), there);
  const missing = missingRequirements(requirements, there);
  const texts: Readonly<Record<string, () => string>> = {
    'openapi.yaml': () => trimmed.text,
    'errata.yaml': () => 'errata: []\n',
    'profile.yaml': () => profileText(facts, hostsOf(trimmed.value)),
  };
  const fresh = Object.entries(texts)
    .filter(([one]) => !existsSync(at(one)))
    .map(([one, text]) => [one, text()] as const);
  const requirementsText = withRequirements(existing, missing, `${name}/requirements.yaml`);
  writeAll(directory, [
    ...fresh,
    ...(existing === undefined || missing.length > 0 ? [['requirements.yaml', requirementsText] as const] : []),
  ]);
  const written = [...fresh.map(([file]) => file), ...(existing === undefined ? ['requirements.yaml'] : [])];
  return {
    folder: directory,
    written,
    kept: [...Object.keys(texts), 'requirements.yaml'].filter((file) => !written.includes(file)),
    requirements: requirements.length,
    added: missing.length,
    questions: readIt(at('profile.yaml'))
      .split('\n')
      .flatMap((line, index) =>
        line.includes(QUESTION) ? [`profile.yaml:${index + 1} ${line.split(QUESTION)[1]?.trim() ?? ''}`] : [],
      ),
  };
}

async function contractOf(file: string, text: string): Promise<Contract> {
  try {
    return await readContract({ file, text, errata: [] });
  } catch (error) {
    throw new ConfigurationError((error as Error).message);
  }
}

/** What a profile that exists states comes before what the document lets one guess. */
function asAnswered(facts: Facts, { auth, deletion, users, errors }: Profile): Facts {
  const { ids, many, listed, notFound } = deletion;
  return {
    ...facts,
    ...{ auth, errors, ids, many, listed },
    notFound: [notFound].flat()[0] as Facts['notFound'],
    chosenBy: users.chosenBy,
  };
}

interface Server {
  readonly url?: unknown;
  readonly variables?: Readonly<Record<string, { readonly default?: string }>>;
}

/** The hosts of a document's servers, their variables filled with the defaults. */
function hostsOf({ servers }: Readonly<Record<string, unknown>>): string[] {
  const all = (Array.isArray(servers) ? servers : []) as readonly (Server | null)[];
  const urls = all.map((one) =>
    String(one?.url).replace(/\{([^}]+)\}/g, (whole, name: string) => one?.variables?.[name]?.default ?? whole),
  );
  const hosts = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host);
  return [...new Set(hosts)].filter((host) => /^[\w.:-]+$/.test(host));
}

function writeAll(directory: string, files: readonly (readonly [name: string, text: string])[]): void {
  try {
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(directory, name), text);
  } catch (error) {
    throw new ConfigurationError(
      `The folder ${basename(directory)} cannot be written (${codeOf(error)}): set CONFORMANCE_SPECS to a folder that can.`,
    );
  }
}

function readIt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError(
      `${basename(path)} cannot be read (${codeOf(error)}): it must be a file on this machine.`,
    );
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';

/**
 * The `auth` of a scheme that takes nothing but its name.
 * @throws ConfigurationError where there is none of that name, or it takes more
 */
export function authNamed(scheme: string): SchemeConfig {
  if (scheme === 'basic-key') return { scheme: 'apiKey', in: 'basic' };
  schemeOf({ scheme });
  const config = [{ scheme: 'basic' }, { scheme: 'bearer' }, { scheme: 'oauth1' }] as const;
  const found = config.find((one) => one.scheme === scheme);
  if (found) return found;
  throw new ConfigurationError(`--auth ${scheme} needs more than its name: write it into "auth" of profile.yaml.`);
}
