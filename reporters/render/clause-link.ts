import type { TargetReport } from '../../src/verdict/results.ts';

type Documents = NonNullable<TargetReport['documents']>;

/**
 * Where the clause is that a source cites: the section of an RFC, else the published document whose name the source
 * begins with. Undefined where neither is known.
 */
export function clauseUrl(source: string, documents: Documents = []): string | undefined {
  const [, rfc, section] = /^RFC (\d{3,5})(?:,? (?:sections? )?(\d+(?:\.\d+)*))?/.exec(source) ?? [];
  if (rfc !== undefined)
    return `https://www.rfc-editor.org/rfc/rfc${rfc}${section === undefined ? '' : `#section-${section}`}`;
  const cited = documents.filter(({ name }) => source.startsWith(name));
  const [closest] = cited.sort((a, b) => b.name.length - a.name.length);
  return closest && /^https:\/\/[^\s<>"']+$/.test(closest.url) ? closest.url : undefined;
}
