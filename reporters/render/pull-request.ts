/** What a pull request shows of a run: annotations, and one comment. */

import { compare } from '../compare/compare.ts';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import { VERDICTS } from '../../src/verdict/types.ts';
import { byArea, countVerdicts, isViolation, outcomeOf, sentenceOf, verdictOf } from './queries.ts';
import { GLYPH, OUTCOME_GLYPH, OUTCOME_TEXT } from './messages.ts';
import { clip, word } from './sanitize.ts';
import { markdown } from './summary.ts';

/** By which the comment is found again. */
export const COMMENT_MARKER = '<!-- deletion-conformance -->';

const MAX_LISTED = 20;

/** GitHub shows ten annotations of a step. */
const MAX_ANNOTATIONS = 10;

/**
 * The comment: areas × verdicts, and what fails.
 * @param base results of the base branch; null: there are none, so that nothing is called new
 */
export function renderComment(results: Results, base: Results | null): string {
  const outcome = outcomeOf(results);
  const failing = results.requirements.filter((one) => verdictOf(one) === 'fail' && !one.knownFailure && !one.newer);
  const comparison = base && compare(base, results);
  const added = comparison?.changes.added.filter(({ worse }) => worse) ?? [];
  const fresh = comparison && [...comparison.changes.failing, ...added].flatMap(({ after }) => after ?? []);
  const sections = [
    COMMENT_MARKER,
    `## ${OUTCOME_GLYPH[outcome]} Deletion conformance: ${outcome}`,
    markdown(results.headline, 1000) || OUTCOME_TEXT[outcome],
    table(results),
    fresh ? list('New failures against the base branch', fresh) : list('Failures', failing),
    fresh && fresh.length === 0 ? 'Nothing fails that did not fail on the base branch.' : '',
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function table({ requirements }: Results): string {
  const total = countVerdicts(requirements);
  const shown = VERDICTS.filter((verdict) => total[verdict] > 0);
  const row = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  const areas = byArea(requirements).map(({ vendor, area, requirements: own }) => {
    const counts = countVerdicts(own);
    return row([`${markdown(vendor)}: ${markdown(area)}`, ...shown.map((verdict) => counts[verdict] || '')]);
  });
  return [
    row(['Area', ...shown.map((verdict) => `${GLYPH[verdict]} ${verdict}`)]),
    row(['---', ...shown.map(() => '---:')]),
    ...areas,
  ].join('\n');
}

function list(title: string, requirements: readonly RequirementResult[]): string {
  if (requirements.length === 0) return '';
  const rows = requirements.slice(0, MAX_LISTED).map((one) => `- **${markdown(one.id)}** ${markdown(sentenceOf(one))}`);
  const more = requirements.length > MAX_LISTED ? `\n- ${requirements.length - MAX_LISTED} more` : '';
  return `### ${title} (${requirements.length})\n\n${rows.join('\n')}${more}`;
}

/** Lines that GitHub shows as annotations: what is violated, a fail first. Known failures are left out. */
export function renderAnnotations({ requirements }: Results): string {
  const violated = requirements.filter((one) => isViolation(one) && !one.knownFailure && !one.newer);
  const ordered = [...violated].sort((a, b) => Number(verdictOf(b) === 'fail') - Number(verdictOf(a) === 'fail'));
  return ordered
    .slice(0, MAX_ANNOTATIONS)
    .map((one) => {
      const kind = verdictOf(one) === 'fail' ? 'error' : 'warning';
      return `::${kind} title=${property(one.id)}::${data(clip(sentenceOf(one), 500))}`;
    })
    .join('\n');
}

const data = (value: string): string => word(value).replace(/%/g, '%25');
const property = (value: string): string => data(value).replace(/:/g, '%3A').replace(/,/g, '%2C');
