/** The files of a report but `results.json`, in the order of writing. */
export const RENDERED_FILES = ['index.html', 'junit.xml', 'summary.md', 'badge.json'] as const;

export type RenderedFile = (typeof RENDERED_FILES)[number];

/** Every file of a report, in the order in which they take their places. */
export const REPORT_FILES: readonly string[] = [...RENDERED_FILES, 'results.json'];
