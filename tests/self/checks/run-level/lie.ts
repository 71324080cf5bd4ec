import type { Transport, WireRequest, WireResponse } from '../../../../src/http/types.ts';
import { judgeKnot, resultOf, type KnotRun } from '../../run/in-process.ts';

/** What becomes of an answer on its way to the run. */
export type Lie = (answer: WireResponse, request: WireRequest) => WireResponse;

/** The same answer with another JSON body. */
export const withBody = (answer: WireResponse, body: unknown): WireResponse => ({
  ...answer,
  body: Buffer.from(JSON.stringify(body)),
});

/** Judges a Knot implementation by these requirements alone; their verdicts in this order. */
export async function verdictsOf(slugs: readonly string[], run: KnotRun = {}): Promise<string[]> {
  const results = await judgeKnot({ ...run, select: ({ slug }) => slugs.includes(slug) });
  return slugs.map((slug) => resultOf(results, slug).verdict);
}

/** The verdict of the first of these requirements where the answers of the reference implementation are altered. */
export async function verdictOf(slugs: readonly string[], lie: Lie = (answer) => answer): Promise<string> {
  const through =
    (inner: Transport): Transport =>
    async (request, limits) =>
      lie(await inner(request, limits), request);
  const [verdict = ''] = await verdictsOf(slugs, { through });
  return verdict;
}

export const isDeletion = ({ url }: WireRequest): boolean => url.endsWith('/user/delete');
