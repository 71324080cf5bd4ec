/** How a reader shows a failure again: a script of its own, and the command that judges the requirement alone. */

import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { isViolation } from '../queries.ts';
import { rerunLine } from '../../../src/results/rerun.ts';
import { command } from './evidence.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** Why there is none: the line below judges it again all the same. */
const NO_SCRIPT =
  'No script shows this again: it takes what the whole run did, was sent at one moment with other requests, names more than ' +
  'eight users, holds bytes that no shell can write, or is too long for this page.';

/** Nothing for what is no violation. */
export function reproduction(requirement: RequirementResult, results: Results): Html {
  if (!isViolation(requirement)) return html``;
  const { reproduce } = requirement;
  const again = rerunLine(requirement, results);
  return html`${
    reproduce
      ? html`<details>
          <summary>
            Reproduce it: a script that creates its own users (in the run:
            ${visible(reproduce.answers.map(({ status, label }) => `${status} ${label}`).join(', '))})
          </summary>
          ${command(reproduce.script, 'For bash and curl; credentials from the variables of the run')}
        </details>`
      : html`<p>${NO_SCRIPT}</p>`
  }${again ? command(again, 'Judge it again, alone') : ''}`;
}
