/** The frame of every page: policy, landmarks, contents. */

import { icons } from './icons.ts';
import { STYLE } from './assets.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export interface Page {
  readonly title: string;
  readonly policy: Html;
  /** The banner, with the only h1. */
  readonly header: Html;
  /** Fragment and name of each part. */
  readonly contents: readonly (readonly [id: string, name: string, ...rest: unknown[]])[];
  readonly main: Html;
  readonly footer: Html;
  readonly script: Html | '';
}

export function document({ title, policy, header, contents, main, footer, script }: Page): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <a class="skip" href="#main">To the results</a>
        ${icons()}${header}
        <nav aria-label="Contents">
          <ul class="wrap">
            ${contents.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
        <main id="main" class="wrap" tabindex="-1">${main}</main>
        <footer><p class="wrap">${footer}</p></footer>
        ${script}
      </body>
    </html>`;
  return `${page}\n`;
}
