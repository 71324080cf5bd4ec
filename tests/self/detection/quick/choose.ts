import type { Bundle } from './cost.ts';

/** What a choice of requirements is made by: a fault, and the requirements that find it. */
export interface Found {
  readonly by: readonly string[];
}

/**
 * Chooses what finds most faults per request, one bundle after another, until the wanted share of the faults is found or no
 * bundle is worth its requests.
 * @param first what is chosen whatever it finds
 * @param worth further faults per request that a bundle must find
 */
export function choose(
  bundles: readonly Bundle[],
  faults: readonly Found[],
  { first, share, worth }: { readonly first: readonly string[]; readonly share: number; readonly worth: number },
): string[] {
  const chosen = new Set(first);
  let open = [...bundles];
  let left = faults;
  const add = (bundle: Bundle): void => {
    bundle.slugs.forEach((slug) => chosen.add(slug));
    open = open.filter((one) => one !== bundle);
  };
  bundles.filter(({ slugs }) => slugs.some((slug) => chosen.has(slug))).forEach(add);
  for (;;) {
    left = left.filter(({ by }) => !by.some((slug) => chosen.has(slug)));
    if (left.length <= faults.length * (1 - share)) return [...chosen];
    const found = ({ slugs }: Bundle): number =>
      left.filter(({ by }) => by.some((slug) => slugs.includes(slug))).length;
    const perRequest = (bundle: Bundle): number => found(bundle) / bundle.requests;
    const [best] = [...open].sort((a, b) => perRequest(b) - perRequest(a));
    if (!best || found(best) === 0 || perRequest(best) < worth) return [...chosen];
    add(best);
  }
}
