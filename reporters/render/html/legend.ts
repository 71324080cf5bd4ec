/** The report explains itself. */

import { LEVELS, OUTCOMES, VERDICTS } from '../../../src/verdict/types.ts';
import { EXIT_CODE } from '../../../src/verdict/exit-code.ts';
import { LEVEL_TEXT, OUTCOME_TEXT, REDACTION_TEXT, VERDICT_TEXT } from '../messages.ts';
import { pairs, verdictBadge } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export function legend(): Html {
  return html`<section aria-labelledby="legend">
    <h2 id="legend">Legend</h2>
    <h3>Verdicts</h3>
    <dl>
      ${VERDICTS.map(
        (verdict) =>
          html`<dt>${verdictBadge(verdict)}</dt>
            <dd>${VERDICT_TEXT[verdict]}</dd>`,
      )}
    </dl>
    <h3>Outcomes</h3>
    <dl>
      ${OUTCOMES.map(
        (outcome) =>
          html`<dt>${verdictBadge(outcome)}</dt>
            <dd>${OUTCOME_TEXT[outcome]} Exit code ${EXIT_CODE[outcome]}.</dd>`,
      )}
    </dl>
    <h3>Levels</h3>
    ${pairs(LEVELS.map((level) => [level, LEVEL_TEXT[level]]))}
    <h3>What was redacted, and how</h3>
    <ul>
      ${REDACTION_TEXT.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </section>`;
}
