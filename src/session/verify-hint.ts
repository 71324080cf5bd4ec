import { relative, resolve, basename, join } from 'node:path';
import { COMMAND } from '../build-info.ts';
import { defaultOptions } from './options.ts';
import type { Results } from '../verdict/results.ts';

/** Where a run keeps what `verify` needs, as the operator named it. */
export interface VerifyPlace {
  readonly ledger: string;
  readonly reportDir: string;
}

/**
 * The results with the command that judges their pending deletions later, and the instant from which it can judge all of
 * them; also where users are kept for it. Nothing where neither is so, or where the target ended with the run.
 */
export function withVerifyCommand(results: Results, { ledger, reportDir }: VerifyPlace): Results {
  const { verify: _, ...rest } = results;
  const deadlines = results.requirements.flatMap(({ pending }) => pending?.deadline ?? []);
  const isWaiting = deadlines.length > 0 || (results.ledger?.kept ?? 0) > 0;
  if (!isWaiting || results.targets.every(({ kind }) => kind === 'sandbox')) return rest;
  const from = deadlines.reduce((a, b) => (a > b ? a : b), results.finishedAt);
  const { complete, ...before } = rest;
  return { ...before, verify: { command: commandLine(ledger, reportDir), from }, complete };
}

function commandLine(ledger: string, reportDir: string): string {
  const report = shown(reportDir);
  const named = report === DEFAULT_REPORT ? [] : ['--report', quoted(report)];
  const file = quoted(join(report, 'results.json').replaceAll('\\', '/'));
  return [COMMAND, 'verify', '--ledger', quoted(shown(ledger)), '--results', file, ...named].join(' ');
}

/** A path from the folder of the run: no output holds a path of the machine. */
function shown(path: string): string {
  const from = relative(process.cwd(), resolve(path)).replaceAll('\\', '/');
  return /^[A-Za-z]:/.test(from) ? basename(path) : from;
}

const DEFAULT_REPORT = defaultOptions().reportDir;

const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
