/**
 * Version 0.1.0 kept no manifest. Its files are known by their shape, so that a folder that it has written can be used
 * again. What comes after it is listed in a manifest.
 */

type Kind = 'results' | 'junit' | 'summary' | 'badge' | 'shard' | 'cassette' | 'page';

const NAME = 'deletion-conformance';
const OUTCOME = '(?:conformant|nonconformant|incomplete|invalid)';

/** What kind of file has a name. Pages may have any name: `--out` chooses it. */
export function kindOf(name: string): Kind {
  if (name === 'results.json') return 'results';
  if (name === 'junit.xml') return 'junit';
  if (name === 'summary.md') return 'summary';
  if (name === 'badge.json') return 'badge';
  if (/^shard-\d+-of-\d+\.json$/.test(name)) return 'shard';
  return name.endsWith('.cassette.json') ? 'cassette' : 'page';
}

/** Whether a content is what version 0.1.0 wrote under a name. */
export function hasKnownShape(name: string, content: string): boolean {
  return SHAPES[kindOf(name)](content);
}

const SHAPES: Readonly<Record<Kind, (content: string) => boolean>> = {
  results: (content) => {
    const value = jsonObject(content);
    return isFinished(value) && isText(value.headline) && isObject(value.counts) && Array.isArray(value.requirements);
  },
  junit: framed(
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="deletion-conformance" /,
    '</testsuites>\n',
  ),
  summary: framed(
    new RegExp(`^## \\S+ Deletion conformance: ${OUTCOME}\n`),
    '`index.html` of the report; for programs: `results.json`, `junit.xml`.\n',
  ),
  badge: (content) => {
    const { label, ...rest } = jsonObject(content);
    return label === 'deletion conformance' && Object.keys(rest).join() === 'schemaVersion,message,color';
  },
  shard: (content) => {
    const value = jsonObject(content);
    return isFinished(value) && isObject(value.shard) && isObject(value.order) && Array.isArray(value.vendors);
  },
  cassette: (content) => {
    const value = jsonObject(content);
    const { vendor, recordedAt, runPrefix, contract, parts } = value;
    return isOurs(value) && [vendor, recordedAt, runPrefix].every(isText) && isObject(contract) && Array.isArray(parts);
  },
  page: (content) => isPage(content) && (isReport(content) || isComparison(content)),
};

const isPage = framed(
  /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8" \/>\n/,
  '\n</body>\n</html>\n',
);

function isReport(content: string): boolean {
  const title = new RegExp(`\n<title>${OUTCOME}: [^<\n]*, deletion conformance</title>\n`);
  return title.test(content) && /\n<footer><p class="wrap">deletion-conformance \S+ · run /.test(content);
}

function isComparison(content: string): boolean {
  const title = /\n<title>[^<\n]* Comparison of two runs: [^<\n]*<\/title>\n/;
  return (
    title.test(content) &&
    /\n<footer><p class="wrap">deletion-conformance \S+ · run \S+\ncompared with run /.test(content)
  );
}

function framed(start: RegExp, end: string): (content: string) => boolean {
  return (content) => start.test(content) && content.endsWith(end);
}

/** Results and shards are marked as whole by their last property. */
function isFinished(value: Record<string, unknown>): boolean {
  return isOurs(value) && isText(value.runId) && value.complete === true && Object.keys(value).at(-1) === 'complete';
}

function isOurs({ schemaVersion, suite }: Record<string, unknown>): boolean {
  return (schemaVersion === 1 || schemaVersion === 2) && isObject(suite) && suite.name === NAME;
}

function jsonObject(content: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(content);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
