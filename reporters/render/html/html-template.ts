import { html as escaping } from 'hono/html';
import { visible } from '../sanitize.ts';

/** Markup: a string that is escaped already. */
export type Html = Exclude<ReturnType<typeof escaping>, Promise<unknown>>;

/** Templates without the indentation of their source; a template literal is the same array each time it is met. */
const squeezed = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/**
 * hono's template tag, which escapes every value that is not itself markup; before that, what a reader would not see is
 * made visible in every text, no matter who wrote the template. What the templates are indented with is left out, which is a
 * tenth of the page; values are not.
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  let short = squeezed.get(strings);
  if (!short) {
    short = Object.assign(
      strings.map((part) => part.replace(/\n\s+/g, '\n')),
      { raw: strings.raw },
    );
    squeezed.set(strings, short);
  }
  // A promise comes back only where a value is one, and none is.
  return escaping(short, ...values.map(shown)) as Html;
}

/** A value, or each of several, as it is shown. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return typeof value === 'string' ? visible(value) : value;
}
