import { CHECKS } from '../checks/index.ts';
import type { Needs } from '../checks/types.ts';
import { readTarget, type Environment } from '../configuration/index.ts';
import { systemClock } from '../clock.ts';
import { ConfigurationError, didYouMean } from '../errors.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { dryRun, type Intended } from '../run/dry-run.ts';
import { isRunLevel } from '../run/preconditions.ts';
import { SANDBOXES } from '../sandbox/registry.ts';
import { hasQuick, readQuick } from '../spec-loader/quick.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { boundary } from './redaction.ts';
import { detectionData } from './suite-info.ts';
import { loadWhole, readCatalogue, specsFolder } from './vendors.ts';

/** The cases are generated alike whatever is judged. */
const SEED = 1;

/** A requirement as `list` shows it. */
export interface CatalogueEntry {
  readonly requirement: Requirement;
  /** Users that it deletes and users that must live on. */
  readonly needs: Needs;
  /** Whether the users must be created in a specific way. */
  readonly special: boolean;
  /** Judged from the exchanges of the others: it sends nothing. */
  readonly runLevel: boolean;
  /** Generated requests that it tries. */
  readonly cases: number;
  /** Requests to a target that answers as documented; null where they were not counted. */
  readonly requests: number | null;
  /** Whether `--quick` judges it. */
  readonly quick: boolean;
}

/** A requirement as `explain` shows it. */
export interface ExplainedRequirement extends CatalogueEntry {
  /** What it sends to a target that answers as documented; null where no sandbox can show it. */
  readonly sent: readonly Intended[] | null;
  /** What broken implementations do that it was measured to catch. */
  readonly faults: readonly string[];
  /** Those of them that no other requirement finds, or why it stays although none is known. */
  readonly alone: { readonly faults: readonly string[]; readonly stays: string | null };
}

export interface CatalogueOptions {
  /** Names of vendors; empty: all. */
  readonly vendors: readonly string[];
  /** Whether requests are counted, by a dry run of each vendor that has a sandbox. */
  readonly cost: boolean;
}

/**
 * Every requirement of the vendors, in the order of their files.
 * @throws ConfigurationError where a vendor is unknown, or its files are wrong
 */
export async function listCatalogue(
  { vendors: wanted, cost }: CatalogueOptions,
  environment: Environment,
): Promise<Redacted<CatalogueEntry[]>> {
  const known = readCatalogue(environment, wanted).profiles.map(({ name }) => name);
  for (const name of wanted)
    if (!known.includes(name))
      throw new ConfigurationError(`--vendor ${name} is unknown${didYouMean(name, known) || '.'}`);
  const vendors = await loadWhole(wanted.length > 0 ? [...wanted] : known, SEED, environment);
  const entries: CatalogueEntry[] = [];
  for (const vendor of vendors) {
    const pinned = pinnedOf(vendor, environment);
    const sent = cost ? await requestsOf(vendor, vendor.requirements.filter(isTested)) : null;
    entries.push(...vendor.requirements.map((one) => entryOf(one, vendor, sent, pinned)));
  }
  return boundary.value(entries);
}

/**
 * All that is known of one requirement.
 * @throws ConfigurationError with the nearest id where there is no such requirement
 */
export async function explainRequirement(
  id: string,
  environment: Environment,
): Promise<Redacted<ExplainedRequirement>> {
  const names = readCatalogue(environment).profiles.map(({ name }) => name);
  const vendors = await loadWhole(names, SEED, environment);
  const ids = vendors.flatMap(({ requirements }) => requirements.map((one) => one.id));
  for (const vendor of vendors)
    for (const requirement of vendor.requirements) {
      if (requirement.id !== id) continue;
      const sent = isTested(requirement) && !isRunLevel(requirement) ? await requestsOf(vendor, [requirement]) : null;
      const { faults, alone } = detectionData();
      const pinned = pinnedOf(vendor, environment);
      const found = { faults: faults[id] ?? [], alone: alone[id] ?? { faults: [], stays: null } };
      return boundary.value({ ...entryOf(requirement, vendor, sent, pinned), sent, ...found });
    }
  // The part after the vendor is what people remember.
  const whole = ids.find((one) => one.endsWith(`/${id}`));
  const hint = whole === undefined ? didYouMean(id, ids) : `, did you mean "${whole}"?`;
  throw new ConfigurationError(`There is no requirement "${id}"${hint || ': list shows all ids.'}`);
}

function isTested({ check }: Requirement): boolean {
  return check !== undefined;
}

/** What `--quick` judges of a vendor; nothing where it pins nothing. */
function pinnedOf(vendor: Vendor, environment: Environment): readonly string[] {
  const specs = specsFolder(environment);
  return hasQuick(specs, vendor.name) ? readQuick(specs, vendor).requirements : [];
}

function entryOf(
  requirement: Requirement,
  vendor: Vendor,
  sent: readonly Intended[] | null,
  pinned: readonly string[],
): CatalogueEntry {
  const check = CHECKS.get(requirement.check ?? '');
  return {
    requirement,
    needs: check?.needs?.(requirement) ?? { deleted: 0, preserved: 0 },
    special: check?.special?.(requirement) ?? false,
    runLevel: isRunLevel(requirement),
    cases: isTested(requirement) ? vendor.casesOf(requirement).length : 0,
    requests: sent === null ? null : sent.filter(({ by }) => by === requirement.id).length,
    quick: pinned.includes(requirement.id),
  };
}

/** What a dry run sends for these requirements, at a loopback URL where nothing is held back; null without a sandbox. */
async function requestsOf(vendor: Vendor, requirements: readonly Requirement[]): Promise<Intended[] | null> {
  const { name, profile } = vendor;
  const create = SANDBOXES[name];
  if (!create || requirements.length === 0) return null;
  const sandbox = await create({ clock: systemClock });
  try {
    const own = { ...sandbox.environment, ...sandbox.optional?.variables, ...sandbox.defaults };
    const baseUrl = { [`${profile.env}_BASE_URL`]: `http://127.0.0.1${sandbox.basePath}` };
    const target = readTarget(profile, { ...own, ...baseUrl }, 'sandbox', name);
    const makeSandbox = (clock: Parameters<typeof create>[0]['clock']) => create({ clock });
    const parts = { vendor, target, requirements, seed: SEED, allowHazardous: false, makeSandbox, boundary };
    const { requests } = await dryRun(parts);
    const ids = new Set(requirements.map(({ id }) => id));
    return requests.filter(({ by }) => ids.has(by));
  } finally {
    await sandbox.dispose();
  }
}
