import { parseEnv } from 'node:util';
import { ConfigurationError } from '../errors.ts';

/** Lines that other tools understand and `.env` does not, each with how it is recognised. The name is in the first group. */
const OTHER_FORMS: readonly { readonly form: RegExp; readonly is: string }[] = [
  { form: /^\s*(?:-\s+)?["']?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["']?\s*:(?:\s|$)/, is: 'YAML or JSON' },
  { form: /^\s*\$env:([A-Za-z_]\w*)\s*=/i, is: 'PowerShell' },
  { form: /^\s*setx?\s+"?([A-Za-z_]\w*)\s*[= ]/i, is: 'a command of Windows' },
];

/**
 * The variables that the bytes of a `.env` set.
 * @throws ConfigurationError that names the line, never a value: text in UTF-16, lines in another notation, nothing set
 */
export function parseDotEnv(bytes: Buffer): Record<string, string> {
  if (isUtf16(bytes))
    throw new ConfigurationError(
      '.env, line 1: the file is UTF-16, as PowerShell writes it with > or Out-File. Save it as UTF-8 ' +
        '(Out-File -Encoding utf8).',
    );
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const variables = parseEnv(text) as Record<string, string>;
  const lines = text.split(/\r?\n/);
  const quoted = Object.values(variables).filter((value) => /[\r\n]/.test(value));
  for (const [index, line] of lines.entries()) {
    const found = OTHER_FORMS.find(({ form }) => form.test(line));
    // A line of a quoted value may hold anything.
    if (!found || quoted.some((value) => value.includes(line.trim()))) continue;
    const [, name = 'NAME'] = found.form.exec(line) ?? [];
    throw new ConfigurationError(
      `.env, line ${index + 1}: this is ${found.is}, which sets nothing here. Write ${name}=value, one a line.`,
    );
  }
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  if (first >= 0 && Object.keys(variables).length === 0)
    throw new ConfigurationError(`.env, line ${first + 1}: the file sets nothing. Write NAME=value, one a line.`);
  return variables;
}

/** By its byte order mark, or by a zero in every second byte. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const start = bytes.subarray(0, 200);
  return start.length >= 4 && start.filter((byte) => byte === 0).length * 3 > start.length;
}
