import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Redacted } from '../evidence/redacted.ts';
import { systemClock } from '../clock.ts';
import { cleanUpAfter, type CleanupResult } from '../ledger/cleanup-journal.ts';
import { countOf, keptLines, mayBeLeft, otherLines, resultLines } from '../ledger/cleanup-messages.ts';
import { findJournals, removeJournal, type EarlierJournal } from '../ledger/find-journals.ts';
import { keptBy, leftBy, unkept } from '../ledger/journal-format.ts';
import { keptOnlyBy, withDeleted } from '../ledger/kept-users.ts';
import { readLedger, writeLedger } from '../ledger/ledger-file.ts';
import { journalFolders } from '../ledger/journal-file.ts';
import type { CleanedUp } from '../run/cleanup.ts';
import { didYouMean, ConfigurationError } from '../errors.ts';
import { readTarget, type Environment } from '../configuration/index.ts';
import { EXIT_CODE } from '../verdict/exit-code.ts';
import { boundary } from './redaction.ts';
import { transportTo } from './transport.ts';
import { loadWhole, readCatalogue } from './vendors.ts';

export interface CleanupOptions {
  /** Vendors named with `--vendor`; empty: all. */
  readonly vendors: readonly string[];
  /** The ledger next to which runs kept their journals, too; null: there is none. */
  readonly ledger: string | null;
  /** Also deletes the users that runs with this ledger keep for `verify`. */
  readonly kept: boolean;
  /** Deletes nobody, but removes the journals. */
  readonly forget: boolean;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
}

/**
 * `cleanup`: deletes the users that earlier runs have left at the configured targets, and only them.
 * @param print gets one line for each vendor, and one for whatever was refused
 * @returns the exit code: 0 where nobody is left, 3 where somebody is, 2 where a journal or the configuration was refused
 * @throws ConfigurationError for a vendor that nobody knows
 */
export async function cleanUp(
  options: CleanupOptions,
  environment: Environment,
  print: (line: Redacted<string>) => void,
): Promise<number> {
  const { vendors, ledger: path, kept, forget } = options;
  if (kept && path === null) throw new ConfigurationError('--kept needs the ledger of the runs: give --ledger FILE.');
  const found = findJournals(journalFolders(path), Date.now());
  checkVendors(vendors, found.earlier, environment);
  const ofLedger = path === null ? (one: EarlierJournal) => one : heldBy(path, kept);
  const asked = found.earlier
    .filter(({ header }) => vendors.length === 0 || vendors.includes(header.vendor))
    .map(ofLedger);
  const codes = [found.refused.length > 0 ? EXIT_CODE.invalid : EXIT_CODE.conformant];
  const withUsers = asked.filter((journal) => leftBy(journal).length > 0);
  for (const journal of asked)
    if (forget || (!withUsers.includes(journal) && keptBy(journal) === 0)) removeJournal(journal);
  for (const name of new Set(withUsers.map(({ header }) => header.vendor))) {
    const own = withUsers.filter(({ header }) => header.vendor === name);
    const { lines, code } = forget ? forgotten(name, own) : await cleanUpVendor(name, own, options, environment);
    for (const line of lines) print(boundary.text(line));
    codes.push(code);
  }
  const lines = [...keptLines(forget ? [] : asked), ...otherLines(found)];
  if (withUsers.length + lines.length === 0) print(boundary.text('No earlier run has left users.'));
  for (const line of lines) print(boundary.text(line));
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? EXIT_CODE.invalid;
}

/** What was refused outweighs who is left. */
const BY_WEIGHT = [EXIT_CODE.invalid, EXIT_CODE.incomplete, EXIT_CODE.conformant];

function checkVendors(names: readonly string[], earlier: readonly EarlierJournal[], environment: Environment): void {
  const known = [
    ...readCatalogue(environment).profiles.map(({ name }) => name),
    ...earlier.map(({ header }) => header.vendor),
  ];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ConfigurationError(`--vendor ${unknown} is unknown${didYouMean(unknown, known) || '.'}`);
}

interface Reported {
  readonly lines: readonly string[];
  readonly code: number;
}

async function cleanUpVendor(
  name: string,
  journals: readonly EarlierJournal[],
  { clockOffsetMs, ledger, kept }: CleanupOptions,
  environment: Environment,
): Promise<Reported> {
  try {
    const parts = { ...(await partsOf(name, environment)), clock: systemClock, clockOffsetMs, boundary };
    const results: CleanupResult[] = [];
    for (const journal of journals) {
      const result = await cleanUpAfter(journal, parts);
      results.push(result);
      if (kept && ledger !== null && result.refused === undefined) noteInLedger(ledger, journal, result);
    }
    return { lines: resultLines(name, results), code: codeOf(results) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const lines = [`${name}: ${mayBeLeft(usersOf(journals))} ${error.message}`];
    return { lines, code: EXIT_CODE.invalid };
  }
}

/** A journal by what the ledger states about the users who are kept; with `--kept` nobody is. */
function heldBy(path: string, kept: boolean): (journal: EarlierJournal) => EarlierJournal {
  const ledger = readLedger(path);
  const isOwn = ({ header }: EarlierJournal): boolean => header.ledger === basename(path);
  return (journal) =>
    kept && isOwn(journal) ? { ...journal, events: unkept(journal.events) } : keptOnlyBy(ledger, path, journal);
}

/** A later `verify` must not miss the users that this has deleted. */
function noteInLedger(path: string, { header }: EarlierJournal, { deleted, gone }: CleanedUp): void {
  if (!existsSync(path)) return;
  const at = new Date().toISOString();
  writeLedger(path, boundary.value(withDeleted(readLedger(path), header, [...deleted, ...gone], at)));
}

async function partsOf(name: string, environment: Environment) {
  const isKnown = readCatalogue(environment).profiles.some((one) => one.name === name);
  const [vendor] = isKnown ? await loadWhole([name], 0, environment) : [];
  if (!vendor)
    throw new ConfigurationError('There is no vendor of that name: set CONFORMANCE_SPECS as it was for the run.');
  const target = readTarget(vendor.profile, environment, 'configured', name);
  return { vendor, target, transport: transportTo(target, vendor.profile, environment) };
}

function codeOf(results: readonly CleanupResult[]): number {
  if (results.some(({ refused }) => refused !== undefined)) return EXIT_CODE.invalid;
  const isClean = results.every((one) => one.refused === undefined && one.left.length + one.nameless.length === 0);
  return isClean ? EXIT_CODE.conformant : EXIT_CODE.incomplete;
}

function forgotten(name: string, journals: readonly EarlierJournal[]): Reported {
  return {
    lines: [`${name}: nothing was sent, and ${countOf(usersOf(journals), 'user')} forgotten.`],
    code: EXIT_CODE.conformant,
  };
}

function usersOf(journals: readonly EarlierJournal[]): number {
  return journals.reduce((total, journal) => total + leftBy(journal).length, 0);
}
