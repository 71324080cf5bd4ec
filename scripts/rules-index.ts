import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parseRules, parseSource } from '../reporters/render/rules.ts';

/** `npm run rules`: writes the index of docs/rules.md, which requirements rely on which rule. */

const RULES_FILE = new URL('../docs/rules.md', import.meta.url);
const SPECS = new URL('../specs/', import.meta.url);
const HEADING = '<a id="index"></a>\n\n## Index\n';

/** A text of rules with its index as the requirements have it now. */
export function withIndex(markdown: string): string {
  const start = markdown.indexOf(HEADING);
  const body = start === -1 ? `${markdown.trimEnd()}\n\n` : markdown.slice(0, start);
  const citing = requirementsByRule();
  const lines = [...parseRules(body).keys()].flatMap((id) => {
    const ids = citing.get(id);
    return ids ? [`- [${id}](#${id.toLowerCase()}): ${ids.map((one) => `\`${one}\``).join(', ')}`] : [];
  });
  return `${body}${HEADING}\nWhich requirements rely on a rule. Written by \`npm run rules\`.\n\n${lines.join('\n')}\n`;
}

function requirementsByRule(): Map<string, string[]> {
  const citing = new Map<string, string[]>();
  for (const vendor of readdirSync(SPECS, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const file = readFileSync(new URL(`${vendor.name}/requirements.yaml`, SPECS), 'utf8');
    const { requirements } = parse(file, { maxAliasCount: -1 }) as { requirements: { id: string; source: string }[] };
    for (const { id, source } of requirements)
      for (const rule of parseSource(source).rules) citing.set(rule, [...(citing.get(rule) ?? []), id]);
  }
  return citing;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(RULES_FILE, withIndex(readFileSync(RULES_FILE, 'utf8')));
