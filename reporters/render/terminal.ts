/** What a person reads when the run ends. */

import { inWords } from './fact-words.ts';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import type { Outcome, Verdict } from '../../src/verdict/types.ts';
import { resultsSha256 } from '../../src/results/results-text.ts';
import { clip, safe, word } from './sanitize.ts';
import { pacingText } from './pacing.ts';
import { pendingAdvice } from './pending.ts';
import { GLYPH, OUTCOME_GLYPH } from './messages.ts';
import { sharedReason } from './triage.ts';
import { CLEANUP_COMMAND, rerunLine } from '../../src/results/rerun.ts';
import {
  advice,
  countsLine,
  explanation,
  isViolation,
  knownBecause,
  knownText,
  outcomeOf,
  attentionNeeded,
  sentenceOf,
  tellingExchange,
  levelOf,
  verdictOf,
} from './queries.ts';

export interface TerminalOptions {
  /** Whether to colour: the caller's terminal is one, and NO_COLOR is not set. */
  readonly colour: boolean;
  /** Folder of the files. */
  readonly reportDir: string;
}

const MAX_TEXT = 600;
const MAX_CURL = 2000;

/** Users left behind that are named. */
const MOST_LEFT = 5;

const COLOUR: Readonly<Record<Verdict | Outcome, Parameters<typeof styleText>[0]>> = {
  pass: 'green',
  fail: 'red',
  warn: 'yellow',
  info: 'cyan',
  'not-observed': 'gray',
  'not-applicable': 'gray',
  'not-run': 'magenta',
  inconclusive: 'magenta',
  error: 'red',
  conformant: 'green',
  nonconformant: 'red',
  incomplete: 'magenta',
  invalid: 'red',
};

/** One block per requirement that needs attention, least severe first; then counts, headline and files. */
export function renderTerminal(results: Results, { colour, reportDir }: TerminalOptions): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const blocks = group(attentionNeeded(results)).reverse();
  const outcome = outcomeOf(results);
  return [
    ...blocks.map((members) => block(members, paint, results)),
    [
      countsLine(results),
      ...results.targets.flatMap((target) => {
        const text = pacingText(target);
        return text === undefined ? [] : `${word(target.vendor)}: ${text}`;
      }),
      ...leftLines(results),
      ...pendingLines(results),
      paint(['bold', ...[COLOUR[outcome]].flat()], `${OUTCOME_GLYPH[outcome]} ${word(results.headline)}`),
      ...(results.label === undefined ? [] : [`Build: ${word(results.label)}`]),
      `Report: ${safe(join(reportDir, 'index.html'))}`,
      `results.json: sha256 ${resultsSha256(results)}`,
    ].join('\n'),
  ].join('\n\n');
}

/**
 * Those that did not execute for the same reason and with the same words share one block: a dead target states it once.
 * So do those that one entry of the list of known failures wrongs.
 */
function group(requirements: readonly RequirementResult[]): RequirementResult[][] {
  const groups = new Map<string, RequirementResult[]>();
  for (const requirement of requirements) {
    const { id, vendor, verdict, reason } = requirement;
    const isOpen = verdict === 'not-run' || verdict === 'inconclusive';
    const isMended = verdict === 'pass' && requirement.knownFailure !== null;
    const shared = isOpen ? [reason, sharedReason(requirement)] : [knownBecause(requirement)];
    const key = JSON.stringify(isOpen || isMended ? [vendor, verdict, ...shared] : [id]);
    groups.set(key, [...(groups.get(key) ?? []), requirement]);
  }
  return [...groups.values()];
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

function block(members: readonly RequirementResult[], paint: Paint, results: Results): string {
  const [first] = members as [RequirementResult];
  const verdict = verdictOf(first);
  const badge = paint(COLOUR[verdict], `${GLYPH[verdict]} ${verdict}`);
  const title = (name: string) => `${badge}  ${paint('bold', name)}`;
  const known = knownText(first);
  const curl = tellingExchange(first)?.curl ?? '';
  const next = {
    // Requirements that share one cause outside of them have nothing else in common to try.
    Try: members.every((one) => advice(one) === advice(first)) ? advice(first) : '',
    ...(isViolation(first) && members.length === 1
      ? { Again: rerunLine(first, results), Script: scriptAt(first) }
      : {}),
    curl: curl.length > MAX_CURL ? `too long to print; see index.html#${first.id}` : curl,
  };
  if (members.length > 1) {
    const lines = { Known: knownBecause(first), Why: whyTogether(first) };
    const which = { Which: namesOf(members, results) };
    const why = known || first.reason;
    return [
      title(`${members.length} requirements${why ? ` (${word(why)})` : ''}`),
      ...fields({ ...lines, ...which, ...(verdict === 'pass' ? {} : next) }, Infinity),
    ].join('\n');
  }
  const { id, text, expected, actual, source } = first;
  // What passes has nothing to try on the side of the target.
  const texts =
    verdict === 'pass'
      ? {}
      : { Expected: inWords(expected), Actual: inWords(actual), Where: source, Why: explanation(first), ...next };
  return [
    `${title(word(id))}  ${word(levelOf(first))}${known ? `  (${known})` : ''}`,
    ...indent(clip(safe(sentenceOf(first)), MAX_TEXT)),
    ...(sentenceOf(first) === text ? [] : fields({ Rule: text }, MAX_TEXT)),
    ...fields({ Known: knownBecause(first), ...texts }, MAX_TEXT),
  ].join('\n');
}

/** Few enough to be read. */
const MOST_NAMES = 20;

function namesOf(members: readonly RequirementResult[], { requirements }: Results): string {
  const names = (some: readonly RequirementResult[]): string => some.map(({ id }) => id).join(', ');
  if (members.length <= MOST_NAMES) return names(members);
  if (members.length === requirements.length) return 'all';
  const shown = members.slice(0, MOST_NAMES / 2);
  return `${names(shown)} and ${members.length - shown.length} more, in the report`;
}

/** Why several requirements were not judged. What is pending is a user of its own for each. */
const whyTogether = (first: RequirementResult): string => sharedReason(first) || explanation(first);

/** The deletions that are pending, once, with the command that judges them. */
function pendingLines(results: Results): string[] {
  const pending = pendingAdvice(results);
  return pending ? [pending.text, ...(pending.command === null ? [] : [`    ${safe(pending.command)}`])] : [];
}

/** Users that the run has left, in one line a target. */
const leftLines = ({ cleanup }: Results): string[] =>
  cleanup
    .filter(({ left }) => left.length > 0)
    .map(({ vendor, left, message }) => {
      const more = left.length > MOST_LEFT ? ` and ${left.length - MOST_LEFT} more` : '';
      return word(`${vendor}: ${message} ${left.slice(0, MOST_LEFT).join(', ')}${more}. ${CLEANUP_COMMAND}`);
    });

/** Where the script that shows it again is. */
const scriptAt = ({ id, reproduce }: RequirementResult): string =>
  reproduce ? `index.html#${id} has one that creates a user, sends this and looks` : '';

/** Labelled lines; empty ones are left out. `curl` is a line to paste and is shown alone. */
function fields(values: Record<string, string>, length: number): string[] {
  return Object.entries(values)
    .filter(([, value]) => value)
    .flatMap(([label, value]) =>
      label === 'curl' ? indent(safe(value)) : indent(`${`${label}:`.padEnd(9)} ${clip(safe(value), length)}`),
    );
}

/** A further line begins with a bar, so that no line begins with what a target sent (`::error::`, a faked block). */
const indent = (text: string): string[] => text.split('\n').map((line, n) => (n ? `    | ${line}` : `    ${line}`));
