/** The exchanges that decided a verdict. All of it was sent by the target or to it: nothing here is trusted. */

import type { Evidence, RequirementResult } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { exchangeTitle } from '../messages.ts';
import { plural, utc } from './components.ts';
import { highlightErrors } from './highlight-errors.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** Every exchange that was kept, and how many there were where not all are; `opened` ones can be read at once. */
export function exchanges(requirement: RequirementResult, opened: readonly Evidence[]): Html {
  const { evidence: kept, evidenceTotal } = requirement;
  if (kept.length === 0) return html``;
  const all = evidenceTotal > kept.length ? `${kept.length} of ${evidenceTotal} were kept` : `${kept.length} in all`;
  return html`<p class="label">Evidence: the exchanges that decided it, ${all}.</p>
    ${kept.map((one, n) => exchange(one, n, opened.includes(one)))}`;
}

function exchange(one: Evidence, n: number, opened: boolean): Html {
  const { at, request, response, error, schemaErrors, curl } = one;
  const { method, url, headers, body, bodyBytes } = request;
  return html`<details class="exchange" ${opened ? html` open` : ''}>
    <summary>${n + 1}. ${title(one)}</summary>
    <p class="label">${utc(at)} · ${milliseconds(one)} ms</p>
    <p class="label">Request · ${plural(bodyBytes, 'byte')} of body</p>
    <pre>
${visible(`${method} ${url}`)}
${lines(headers)}${content(body, bodyBytes, [])}</pre>
    ${
      response
        ? html`<p class="label">
              Response · ${plural(response.bodyBytes, 'byte')} of body${response.truncated ? ', cut short' : ''}
            </p>
            <pre>
${response.status}
${lines(response.headers)}${content(response.body, response.bodyBytes, schemaErrors)}</pre>`
        : ''
    }
    ${
      error
        ? html`<p class="label">No answer</p>
            <pre>${visible(`${error.kind}: ${error.message}`)}</pre>`
        : ''
    }
    ${mistakes(schemaErrors)}${command(curl)}
  </details>`;
}

/** `Deletion request for the user: POST /user/delete, answered 200`. */
export function title(exchange: Evidence): string {
  const { request, response, error } = exchange;
  const { method, url } = request;
  const answer = response ? `answered ${response.status}` : error ? `no answer (${visible(error.kind)})` : 'no answer';
  return `${visible(exchangeTitle(exchange))}: ${visible(method)} ${visible(path(url))}, ${answer}`;
}

/** The curl line under its label; the script puts a button next to it. */
export const command = (curl: string, label = 'Repeat this request'): Html =>
  html`<div class="copying"><p class="label">${label}</p></div>
    <pre>${visible(curl)}</pre>`;

const milliseconds = ({ response, error }: Evidence): number =>
  Math.round(response?.durationMs ?? error?.durationMs ?? 0);

const lines = (headers: readonly [string, string][]): string =>
  headers.map(([name, value]) => visible(`${name}: ${value}\n`)).join('');

function content(body: string | null, bytes: number, errors: Evidence['schemaErrors']): Html {
  if (body === null) return html`${bytes ? `\n(${plural(bytes, 'byte')}, not kept)` : '\n(no body)'}`;
  return html`${'\n'}${highlightErrors(
    body,
    errors.map((one) => one.path),
  )}`;
}

function mistakes(errors: Evidence['schemaErrors']): Html {
  if (errors.length === 0) return html``;
  return html`<p class="label">The response violates its schema in ${plural(errors.length, 'place')}:</p>
    <ul class="wrong">
      ${errors.map(({ path, message }) => html`<li><code>${visible(path || '(whole body)')}</code> ${visible(message)}</li>`)}
    </ul>`;
}

/** The URL without its origin, which is the same all over the page. */
const path = (url: string): string => url.replace(/^https?:\/\/[^/]*/, '') || url;
