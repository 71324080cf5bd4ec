import { html, raw } from 'hono/html';
import { visible } from './sanitize.ts';

/** Markup: whatever is no markup is escaped before it becomes part of some. */
export type Xml = ReturnType<typeof raw>;

/**
 * An element; elements inside it begin lines of their own. Texts and the values of attributes are any strings: what XML 1.0 does not allow is made
 * visible, and every `&`, `<`, `>` and quote is escaped, whatever it looks like. A line end in an attribute would be read
 * as a blank, so callers make those one line.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly Xml[] | string,
): Xml {
  const pairs = Object.entries(attributes).map(([key, value]) => markup` ${raw(key)}="${visible(String(value))}"`);
  const inside = typeof content === 'string' ? visible(content) : content.map((one) => markup`\n${one}`);
  return markup`<${raw(name)}${pairs}>${inside}</${raw(name)}>`;
}

/** The document whose root that is. */
export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${String(root)}\n`;

/** hono's template tag, which escapes every value that is not itself markup; no value is a promise, so it is no promise. */
const markup = (strings: TemplateStringsArray, ...values: unknown[]): Xml => html(strings, ...values) as Xml;
