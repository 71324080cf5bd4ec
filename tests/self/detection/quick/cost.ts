import { systemClock } from '../../../../src/clock.ts';
import { readTarget } from '../../../../src/configuration/index.ts';
import { dryRun, type DryRun } from '../../../../src/run/dry-run.ts';
import { isRunLevel } from '../../../../src/run/preconditions.ts';
import { SANDBOXES } from '../../../../src/sandbox/registry.ts';
import type { Vendor } from '../../../../src/spec-loader/types.ts';

/** What a run of these requirements sends and creates. */
export interface Cost {
  readonly requests: number;
  readonly users: number;
}

/** Requirements that are chosen together, for those after the first look at what the first has sent. */
export interface Bundle {
  readonly slugs: readonly string[];
  readonly requests: number;
}

/** What a run of some requirements, or of all, sends to a target that answers as documented. */
export async function costOf(vendor: Vendor, slugs?: readonly string[]): Promise<Cost> {
  const { requests, users } = await rehearsed(vendor, slugs);
  return { requests: requests.length, users: users.created };
}

/** What can be chosen: each requirement that sends requests, with those that send none once it is there. */
export async function bundlesOf(vendor: Vendor): Promise<Bundle[]> {
  const { requests } = await rehearsed(vendor);
  const slugs = judgedOf(vendor);
  const checkOf = (slug: string): string | undefined => vendor.requirements.find((one) => one.slug === slug)?.check;
  const counts = new Map(slugs.map((slug) => [slug, requests.filter(({ by }) => isBy(slug, by)).length]));
  const paid = [...counts].filter(([, count]) => count > 0);
  const bundles = paid.map(([slug, count]) => ({ slugs: [slug], requests: count }));
  for (const slug of slugs.filter((one) => counts.get(one) === 0)) {
    const alone = await rehearsed(vendor, [slug]);
    if (!alone.requests.some(({ by }) => isBy(slug, by))) continue;
    for (const bundle of likeliest(bundles, checkOf(slug), checkOf)) {
      const together = await rehearsed(vendor, [...bundle.slugs, slug]);
      if (together.requests.some(({ by }) => isBy(slug, by))) continue;
      bundle.slugs.push(slug);
      break;
    }
  }
  return bundles;
}

/** Those of the same check first, then those that are rehearsed soonest. */
function likeliest<T extends Bundle>(
  bundles: readonly T[],
  check: string | undefined,
  checkOf: (slug: string) => string | undefined,
): T[] {
  const rank = ({ slugs: [slug = ''] }: T): number => (checkOf(slug) === check ? 0 : 1);
  return [...bundles].sort((a, b) => rank(a) - rank(b) || a.requests - b.requests);
}

/** Requirements that send nothing by themselves: a subset has them for free. */
export async function freeOf(vendor: Vendor, bundles: readonly Bundle[]): Promise<string[]> {
  const paid = new Set(bundles.flatMap(({ slugs }) => slugs));
  const runLevel = vendor.requirements.filter((one) => one.check !== undefined && isRunLevel(one));
  return [...judgedOf(vendor).filter((slug) => !paid.has(slug)), ...runLevel.map(({ slug }) => slug)];
}

/** Slugs of the requirements that are tested by sending requests. */
const judgedOf = ({ requirements }: Vendor): string[] =>
  requirements.filter((one) => one.check !== undefined && !isRunLevel(one)).map(({ slug }) => slug);

const isBy = (slug: string, by: string): boolean => by.endsWith(`/${slug}`);

/** A dry run at a loopback URL, where nothing is held back. */
async function rehearsed(vendor: Vendor, slugs?: readonly string[]): Promise<DryRun> {
  const { name, profile, requirements } = vendor;
  const create = SANDBOXES[name];
  if (!create) throw new Error(`There is no sandbox of ${name}.`);
  const sandbox = await create({ clock: systemClock });
  try {
    const own = { ...sandbox.environment, ...sandbox.optional?.variables, ...sandbox.defaults };
    const baseUrl = { [`${profile.env}_BASE_URL`]: `http://127.0.0.1${sandbox.basePath}` };
    const target = readTarget(profile, { ...own, ...baseUrl }, 'sandbox', name);
    const selected = requirements.filter(({ check, slug }) => check !== undefined && (slugs?.includes(slug) ?? true));
    const makeSandbox = (clock: Parameters<typeof create>[0]['clock']) => create({ clock });
    return await dryRun({ vendor, target, requirements: selected, seed: 1, allowHazardous: false, makeSandbox });
  } finally {
    await sandbox.dispose();
  }
}
