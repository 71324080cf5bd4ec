import { html as escaping } from 'hono/html';

/** Markup: a string that is escaped already. */
export type Html = Exclude<ReturnType<typeof escaping>, Promise<unknown>>;

/** Templates without the indentation of their source; a template literal is the same array each time it is met. */
const squeezed = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/**
 * hono's template tag, which escapes every value that is not itself markup. What the templates are indented with is left
 * out, which is a tenth of the page; values are untouched.
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
  return escaping(short, ...values) as Html;
}
