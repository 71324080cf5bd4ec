/** The files of every report but `results.json`, in the order of writing. */
export const RENDERED_FILES = ['index.html', 'junit.xml', 'summary.md', 'badge.json'] as const;

export type RenderedFile = (typeof RENDERED_FILES)[number];

/** What `--format` adds to a report, and the file that holds it. */
export const FORMAT_FILES = { sarif: 'results.sarif', ctrf: 'ctrf.json', har: 'evidence.har' } as const;

export type Format = keyof typeof FORMAT_FILES;

/** Every file of a report without further formats, in the order in which they take their places. */
export const REPORT_FILES: readonly string[] = [...RENDERED_FILES, 'results.json'];

/** Every file of a report, in the order in which they take their places. */
export function reportFiles(formats: readonly Format[]): readonly string[] {
  return [...formats.map((format) => FORMAT_FILES[format]), ...REPORT_FILES];
}

/** A place in a repository, to which code scanning attaches what fails. */
export interface SarifLocation {
  /** Relative, with `/`. */
  readonly file: string;
  readonly line: number | null;
}

/** The further formats that were asked for. */
export interface ReportFormats {
  readonly formats: readonly Format[];
  readonly sarifLocation: SarifLocation | null;
}

export const NO_FORMATS: ReportFormats = { formats: [], sarifLocation: null };
