import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { SaxesParser } from 'saxes';

// Readers that are as strict as the formats are, and take nothing for granted that our own writers do.

/** An element as an XML reader sees it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text in it, that of its children included. */
  readonly text: string;
}

/** Reads an XML document. @throws Error where it is not well-formed */
export function readXml(xml: string): XmlElement {
  type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };
  const stack: Open[] = [{ name: '', attributes: {}, children: [], text: '' }];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type declaration');
  });
  parser.on('text', (text) => stack.forEach((one) => (one.text += text)));
  parser.on('opentag', ({ name, attributes }) => stack.push({ name, attributes, children: [], text: '' }));
  parser.on('closetag', () => {
    const closed = stack.pop() as Open;
    stack.at(-1)?.children.push(closed);
  });
  parser.write(xml).close();
  return stack[0]?.children[0] as XmlElement;
}

/** Which elements stand in which, with the names of their attributes. */
export function outlineOf({ name, attributes, children }: XmlElement): unknown {
  return [name, Object.keys(attributes).sort(), children.map(outlineOf)];
}

/** What a page is made of. */
export interface ReadHtml {
  /** What the parser had to put up with. */
  readonly errors: readonly string[];
  /** Elements, and elements with attributes: `pre`, `a[href]`. */
  readonly names: readonly string[];
  readonly scripts: readonly string[];
  /** Values of all attributes that lead somewhere. */
  readonly links: readonly string[];
  readonly text: string;
}

/** Reads a page by the HTML standard. */
export function readHtml(page: string): ReadHtml {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code, startLine }) => errors.push(`${startLine}: ${code}`) });
  const names = new Set<string>();
  const scripts: string[] = [];
  const links: string[] = [];
  let text = '';
  const walk = (node: Tree.Node): void => {
    if (node.nodeName === '#text') text += (node as Tree.TextNode).value;
    if ('tagName' in node) {
      names.add(node.tagName);
      for (const { name, value } of node.attrs) {
        names.add(`${node.tagName}[${name}]`);
        if (['href', 'src', 'action', 'formaction', 'data'].includes(name)) links.push(value);
      }
      if (node.tagName === 'script') scripts.push(node.childNodes.map((one) => (one as Tree.TextNode).value).join(''));
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(document);
  return { errors, names: [...names], scripts, links, text };
}

/** What a Markdown text is made of. */
export interface ReadMarkdown {
  /** Nodes in nodes; runs of text are one, and what divides them is no node. */
  readonly outline: unknown;
  /** The text of every node that holds nothing but text. */
  readonly texts: readonly string[];
}

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

const DIVIDER = '<!-- -->';

/** Reads GitHub-flavoured Markdown, bare addresses included. */
export function readMarkdown(markdown: string): ReadMarkdown {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as MarkdownNode;
  const texts: string[] = [];
  const outline = (node: MarkdownNode): unknown => {
    const children = (node.children ?? []).filter(({ type, value }) => type !== 'html' || value !== DIVIDER);
    const inside: unknown[] = [];
    let run = '';
    for (const child of children) {
      if (child.type === 'text') {
        run += child.value ?? '';
        if (inside.at(-1) !== 'text') inside.push('text');
      } else inside.push(outline(child));
    }
    if (run !== '') texts.push(run);
    return [node.type, ...inside];
  };
  return { outline: outline(tree), texts };
}
