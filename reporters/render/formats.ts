import { FORMAT_FILES, type Format, type ReportFormats } from '../../src/output/report-files.ts';
import type { Results } from '../../src/verdict/results.ts';
import { renderCtrf } from './ctrf.ts';
import { renderHar } from './har.ts';
import { renderSarif } from './sarif.ts';

const RENDERERS: Readonly<Record<Format, (results: Results, asked: ReportFormats) => string>> = {
  sarif: (results, { sarifLocation }) => renderSarif(results, sarifLocation),
  ctrf: renderCtrf,
  har: renderHar,
};

/** Name and content of each further file that was asked for. */
export function renderFormats(results: Results, asked: ReportFormats): [name: string, content: string][] {
  return asked.formats.map((format) => [FORMAT_FILES[format], RENDERERS[format](results, asked)]);
}
