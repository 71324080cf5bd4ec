import { readFileSync, statSync } from 'node:fs';
import { ConfigurationError } from '../errors.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import { VERDICTS, type Verdict } from '../verdict/types.ts';
import { schemaViolation } from './results-schema.ts';

/**
 * Reads a results file, also one of version 1.
 * @throws ConfigurationError that states in one sentence why this file is no result
 */
export function readResults(file: string): Results {
  const value = upgraded(parse(file, contents(file)));
  // An unfinished file is reported apart: it is the run that went wrong, not the file.
  if (typeof value === 'object' && value !== null && (value as Partial<Results>).complete !== true)
    throw new ConfigurationError(`"${file}" is not complete, so the run that wrote it did not end: run it again.`);
  const violation = schemaViolation(value);
  if (violation === null) return value as Results;
  throw new ConfigurationError(
    `"${file}" is not a results.json of this version: it does not conform to specs/results.schema.json ${violation.replace(/\s+/g, ' ')}.`,
  );
}

/** Version 1 had no verdict for what nothing gave occasion to judge: it wrote `info` with that reason. */
function upgraded(value: unknown): unknown {
  if (!isVersion1(value)) return value;
  const requirements = value.requirements.map((one) =>
    one.verdict === 'info' && one.reason === 'not-observed' ? { ...one, verdict: 'not-observed' as const } : one,
  );
  const count = (verdict: Verdict) => requirements.filter((one) => one.verdict === verdict).length;
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)]));
  return { ...value, schemaVersion: 2, requirements, counts };
}

function isVersion1(value: unknown): value is { requirements: RequirementResult[] } {
  const { schemaVersion, requirements } = (value ?? {}) as { schemaVersion?: unknown; requirements?: unknown };
  return schemaVersion === 1 && Array.isArray(requirements);
}

function contents(file: string): string {
  try {
    if (statSync(file).isDirectory())
      throw new ConfigurationError(`"${file}" is a folder; name the results.json in it.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      code === 'ENOENT' ? `There is no file "${file}".` : `"${file}" cannot be read (${code ?? 'unknown error'}).`,
    );
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(`"${file}" is not JSON.`);
  }
}
