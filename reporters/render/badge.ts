import { unjudgedWords } from '../../src/results/unjudged.ts';
import type { Results } from '../../src/verdict/results.ts';
import type { Outcome } from '../../src/verdict/types.ts';
import { erasureUnproven, judgedSandbox, knownToFail, outcomeOf } from './queries.ts';

const COLOUR: Readonly<Record<Outcome, string>> = {
  conformant: 'brightgreen',
  nonconformant: 'red',
  incomplete: 'orange',
  invalid: 'lightgrey',
};

/**
 * `badge.json` after the shields.io endpoint schema. Full green is kept for a configured target, judged whole and with
 * proof of erasure: a sandbox, a selection, a quick run, known failures or unproven erasure states this in its words and is blue.
 */
export function renderBadge(results: Results): string {
  const outcome = outcomeOf(results);
  const unproven = outcome === 'conformant' && erasureUnproven(results);
  const sandbox = judgedSandbox(results);
  const known = knownToFail(results).length;
  const unjudged = outcome === 'conformant' ? unjudgedWords(results.requirements.filter(({ newer }) => !newer)) : [];
  const message = [
    sandbox ? 'sandbox: ' : '',
    unproven ? 'responses conform, erasure not judged' : outcome,
    known > 0 ? `, ${known} known failure${known === 1 ? '' : 's'}` : '',
    unjudged.length > 0 ? `, not judged: ${unjudged.join(', ')}` : '',
    results.quick ? ' (quick)' : results.partial ? ' (partial)' : '',
  ].join('');
  const isWhole = !unproven && unjudged.length === 0 && results.partial === null;
  const reserved = outcome === 'conformant' && (sandbox || known > 0 || !isWhole);
  const badge = {
    schemaVersion: 1,
    label: 'deletion conformance',
    message,
    color: reserved ? 'blue' : COLOUR[outcome],
  };
  return `${JSON.stringify(badge, null, 2)}\n`;
}
