/**
 * Keeps the page small enough to be mailed and to open at once. Only runs of unusual size are touched, only evidence is
 * shortened, that of requirements which passed first, and the page states this: `results.json` holds all of it.
 */

import type { Evidence, RequirementResult, Results } from '../../../src/verdict/results.ts';
import { clip } from '../sanitize.ts';
import { needsAttention } from '../queries.ts';

/** The largest page, in bytes. */
const MAX_PAGE = 2_000_000;

interface Step {
  /** What the page states about it; null where nothing was shortened. */
  readonly note: string | null;
  readonly shorten: (requirement: RequirementResult) => readonly Evidence[];
}

const calm = (one: RequirementResult, shortened: () => readonly Evidence[]) =>
  needsAttention(one) ? one.evidence : shortened();

const STEPS: readonly Step[] = [
  { note: null, shorten: ({ evidence }) => evidence },
  {
    note: 'Of requirements that need no attention, bodies are cut after 200 characters',
    shorten: (one) => calm(one, () => one.evidence.map((exchange) => cut(exchange, 200))),
  },
  {
    note: 'Of requirements that need no attention, the evidence is left out; of the others, bodies are cut after 1,000 characters',
    shorten: (one) => calm(one, () => []).map((exchange) => cut(exchange, 1000)),
  },
  {
    note: 'Of requirements that need attention, three exchanges at most are shown, bodies cut after 300 characters; of the others, none',
    shorten: (one) =>
      calm(one, () => [])
        .slice(-3)
        .map((exchange) => cut(exchange, 300)),
  },
  { note: 'The evidence is left out', shorten: () => [] },
];

/** From this step on, the scripts are left out as well. */
const WITHOUT_SCRIPTS = 3;

function withoutScript(requirement: RequirementResult): RequirementResult {
  const rest = { ...requirement };
  delete rest.reproduce;
  return rest;
}

/** Renders with as much evidence as fits. */
export function limitSize(results: Results, render: (results: Results, note: string | null) => string): string {
  let page = '';
  for (const [index, { note, shorten }] of STEPS.entries()) {
    const requirements = results.requirements.map((one) => ({
      ...(index < WITHOUT_SCRIPTS ? one : withoutScript(one)),
      evidence: [...shorten(one)],
    }));
    page = render(note === null ? results : { ...results, requirements }, note);
    if (Buffer.byteLength(page) <= MAX_PAGE) return page;
  }
  return page;
}

function cut(exchange: Evidence, length: number): Evidence {
  const { request, response, curl } = exchange;
  const short = (text: string | null) => (text === null ? null : clip(text, length));
  return {
    ...exchange,
    request: { ...request, body: short(request.body) },
    ...(response && { response: { ...response, body: short(response.body) } }),
    curl: curl.length > length + 500 ? 'Too long for this page; see results.json.' : curl,
  };
}
