import type { Command } from 'commander';
import { ConfigurationError, didYouMean } from '../errors.ts';
import { FORMAT_FILES, type Format, type ReportFormats, type SarifLocation } from '../output/report-files.ts';

/** The options of further formats as commander reads them. */
export interface GivenFormats {
  readonly format?: string;
  readonly sarifLocation?: string;
}

const KNOWN = Object.keys(FORMAT_FILES) as Format[];

/** Adds `--format` and `--sarif-location` to a command that writes a report. */
export function addFormatOptions(command: Command): Command {
  return command
    .option('--format <names>', `further files of the report: ${KNOWN.join(', ')}, separated by commas`)
    .option('--sarif-location <file[:line]>', 'where code scanning shows what fails: a file of the repository');
}

/**
 * Reads which further formats a report has.
 * @throws ConfigurationError that names the option and what it takes
 */
export function parseFormats({ format, sarifLocation }: GivenFormats): ReportFormats {
  const formats = format === undefined ? [] : format.split(',').map((name) => formatOf(name.trim()));
  if (sarifLocation !== undefined && !formats.includes('sarif'))
    throw new ConfigurationError('--sarif-location is of SARIF alone: add --format sarif, or leave it out.');
  return {
    formats: KNOWN.filter((name) => formats.includes(name)),
    sarifLocation: sarifLocation === undefined ? null : locationOf(sarifLocation),
  };
}

function formatOf(name: string): Format {
  const found = KNOWN.find((one) => one === name);
  if (found) return found;
  throw new ConfigurationError(
    `--format takes ${KNOWN.join(', ')}, separated by commas, not "${name}"${didYouMean(name, KNOWN)}.`,
  );
}

/** Relative to the root of the repository, for no other place exists where the file is read. */
function locationOf(text: string): SarifLocation {
  const [, file = '', line] = /^(.*?)(?::([1-9]\d{0,8}))?$/s.exec(text.replace(/\\/g, '/')) ?? [];
  const steps = file.split('/');
  const isInside = !file.includes(':') && steps.every((step) => step.trim() !== '' && step !== '.' && step !== '..');
  if (isInside) return { file, line: line === undefined ? null : Number(line) };
  throw new ConfigurationError(
    `--sarif-location takes a file of the repository, such as src/users.ts or src/users.ts:42, not "${text}".`,
  );
}
