/** `report --for-vendor`: what a vendor's support needs of a run, and nothing of the operator's own network. */

import { inWords } from './fact-words.ts';
import { utcText } from '../../src/results/utc-text.ts';
import type { Evidence, RequirementResult, Results, TargetReport } from '../../src/verdict/results.ts';
import { anchor, levelOf, sentenceOf, verdictOf } from './queries.ts';
import { exchangeTitle, SCOPE_TEXT } from './messages.ts';
import { clip, oneLine, safe } from './sanitize.ts';
import { markdown } from './summary.ts';

/** What is known of a vendor. */
export interface VendorFacts {
  readonly name: string;
  readonly title: string;
  /** Hosts that the vendor documents: they are no secret of the operator's. */
  readonly hosts: readonly string[];
  /** Response headers that its support asks for. */
  readonly correlationHeaders: readonly string[];
}

const MAX_BODY = 2000;

/** Markdown: the failures of each vendor, with the exchanges that show them. Times are UTC. */
export function renderForVendor(results: Results, vendors: readonly VendorFacts[]): string {
  const hide = hostHider(results, vendors);
  const sections = results.targets.map((target) => {
    const facts = vendors.find(({ name }) => name === target.vendor);
    const failing = results.requirements.filter((one) => one.vendor === target.vendor && verdictOf(one) === 'fail');
    return section(target, facts, failing, hide);
  });
  const { suite, runId, startedAt, finishedAt } = results;
  const about = [
    `Run ${oneLine(runId)}, ${utcText(startedAt)} to ${utcText(finishedAt)}, by ${oneLine(suite.name)} ${oneLine(suite.version)}.`,
    'All times are UTC. Secrets were removed when the exchanges were recorded.',
    SCOPE_TEXT,
  ];
  return `${[...sections, about.map((text) => markdown(text, 1000)).join(' ')].join('\n\n')}\n`;
}

type Hide = (text: string) => string;

/** Replaces base URLs and host names that are not the vendor's own, wherever they occur. */
function hostHider({ targets }: Results, vendors: readonly VendorFacts[]): Hide {
  const hidden = targets.flatMap(({ vendor, baseUrl }) => {
    const { origin, host, hostname } = new URL(baseUrl);
    const isPublic = vendors.some(({ name, hosts }) => name === vendor && hosts.includes(hostname));
    return isPublic ? [] : [origin, host, hostname];
  });
  const ordered = [...new Set(hidden)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((shown, name) => replaceName(shown, name), text);
}

/** A name is not part of a longer one. */
function replaceName(text: string, name: string): string {
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(
    new RegExp(`(?<![\\w.-])${pattern}(?![\\w-]|\\.\\w)`, 'gi'),
    name.includes('//') ? '$BASE_URL' : '[host]',
  );
}

function section(
  { vendor, contract }: TargetReport,
  facts: VendorFacts | undefined,
  failing: readonly RequirementResult[],
  hide: Hide,
): string {
  const count = failing.length === 1 ? '1 requirement fails' : `${failing.length} requirements fail`;
  const heading = [
    `# ${markdown(facts?.title ?? vendor)}: ${count}`,
    markdown(`Contract: ${contract.title} ${contract.version}, ${contract.source}`, 500),
  ];
  return [...heading, ...failing.map((one) => failure(one, facts?.correlationHeaders ?? [], hide))].join('\n\n');
}

function failure(requirement: RequirementResult, correlationHeaders: readonly string[], hide: Hide): string {
  const { id, text, expected, actual, source, evidence } = requirement;
  const line = (name: string, value: string) => `- ${name}: ${markdown(hide(value), 600)}`;
  const ids = evidence.flatMap((one) => correlationIds(one, correlationHeaders));
  return [
    `## ${markdown(hide(sentenceOf(requirement)), 600)}`,
    [
      line('Requirement', `${anchor(id)} (${levelOf(requirement)}): ${text}`),
      line('Source', source),
      line('Expected', inWords(expected)),
      line('Observed', inWords(actual)),
      line('Correlation ids', [...new Set(ids)].join(', ') || 'none were answered'),
    ].join('\n'),
    ...evidence.map((one, n) => exchange(one, n, hide)),
  ].join('\n\n');
}

const correlationIds = ({ response }: Evidence, names: readonly string[]): string[] =>
  (response?.headers ?? []).flatMap(([name, value]) => (names.includes(name.toLowerCase()) ? `${name} ${value}` : []));

/** An indented block: nothing in it is markup. */
function exchange(one: Evidence, n: number, hide: Hide): string {
  const { at, request, response, error } = one;
  const headers = (all: readonly [string, string][]) => all.map(([name, value]) => `${name}: ${value}`);
  const body = (text: string | null) => (text === null ? [] : ['', ...clip(text, MAX_BODY).split('\n')]);
  const answer = response
    ? [`HTTP ${response.status}`, ...headers(response.headers), ...body(response.body)]
    : [`no answer: ${error?.kind ?? 'unknown'} after ${Math.round(error?.durationMs ?? 0)} ms`];
  const lines = [`${request.method} ${request.url}`, ...headers(request.headers), ...body(request.body), '', ...answer];
  const title = `${n + 1}. ${exchangeTitle(one)}, ${utcText(at)}`;
  return [markdown(hide(title), 300), lines.map((line) => `    ${safe(hide(line))}`).join('\n')].join('\n\n');
}
