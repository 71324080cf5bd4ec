import { createHash } from 'node:crypto';
import type { Results } from '../verdict/results.ts';

/** `results.json` as it is written: its last property states that it is whole. */
export function resultsText({ complete, ...rest }: Results): string {
  return `${JSON.stringify({ ...rest, complete }, null, 2)}\n`;
}

/** SHA-256 of `results.json`, in hex. The file is written before the page that names it. */
export function resultsSha256(results: Results): string {
  return createHash('sha256').update(resultsText(results)).digest('hex');
}
