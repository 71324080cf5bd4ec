/** The exchanges that decided a verdict. All of it was said by the target or to it: nothing here is trusted. */

import type { Evidence, RequirementResult } from '../../../src/verdict/results.ts';
import { visible } from '../hostile.ts';
import { ROLE_TEXT } from '../text.ts';
import { plural, utc } from './parts.ts';
import { html } from './tag.ts';
import type { Html } from './tag.ts';

/** The exchanges behind a line that opens them. */
export function evidence(requirement: RequirementResult): Html {
  if (requirement.evidence.length === 0) return html``;
  return html`<details>
    <summary>Evidence: ${plural(requirement.evidence.length, 'exchange')}</summary>
    ${exchanges(requirement)}
  </details>`;
}

/** The exchanges, and how many there were where not all are kept. */
export function exchanges({ evidence: kept, evidenceTotal }: RequirementResult): Html {
  const more = evidenceTotal > kept.length && kept.length > 0;
  return html`${more ? html`<p class="label">${kept.length} of ${evidenceTotal} exchanges were kept.</p>` : ''}
  ${kept.map(exchange)}`;
}

function exchange({ role, at, request, response, error, schemaErrors, curl }: Evidence, n: number): Html {
  const { method, url, headers, body, bodyBytes } = request;
  const answer = response ? `answered ${response.status}` : error ? `no answer (${visible(error.kind)})` : 'no answer';
  const ms = Math.round(response?.durationMs ?? error?.durationMs ?? 0);
  return html`<div class="exchange">
    <h5>${n + 1}. ${visible(role)}: ${visible(method)} ${visible(path(url))}, ${answer}</h5>
    <p class="label">${ROLE_TEXT[role]} · ${utc(at)} · ${ms} ms</p>
    <p class="label">Request · ${plural(bodyBytes, 'byte')} of body</p>
    <pre>
${visible(`${method} ${url}`)}
${lines(headers)}${content(body, bodyBytes)}</pre>
    ${
      response
        ? html`<p class="label">
              Response · ${plural(response.bodyBytes, 'byte')} of body${response.truncated ? ', cut short' : ''}
            </p>
            <pre>
${response.status}
${lines(response.headers)}${content(response.body, response.bodyBytes)}</pre>`
        : ''
    }
    ${
      error
        ? html`<p class="label">No answer</p>
            <pre>${visible(`${error.kind}: ${error.message}`)}</pre>`
        : ''
    }
    ${mistakes(schemaErrors)}
    <p class="label">The same request again</p>
    <pre>${visible(curl)}</pre>
  </div>`;
}

const lines = (headers: readonly [string, string][]): string =>
  headers.map(([name, value]) => visible(`${name}: ${value}\n`)).join('');

function content(body: string | null, bytes: number): string {
  if (body === null) return bytes ? `\n(${plural(bytes, 'byte')}, not kept)` : '\n(no body)';
  return `\n${visible(body)}`;
}

function mistakes(errors: Evidence['schemaErrors']): Html {
  if (errors.length === 0) return html``;
  return html`<p class="label">${plural(errors.length, 'place')} where the response breaks its schema</p>
    <ul>
      ${errors.map(({ path, message }) => html`<li><code>${visible(path || '(whole body)')}</code> ${visible(message)}</li>`)}
    </ul>`;
}

/** The URL without its origin, which is the same all over the page. */
const path = (url: string): string => url.replace(/^https?:\/\/[^/]*/, '') || url;
