import { ConfigurationError } from '../errors.ts';

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, section 5.5: visible characters with blanks between, one byte each. */
const FIELD_VALUE = /^[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/;

/** The suite writes these itself, and some checks depend on how. */
const OWN_HEADERS = ['host', 'connection', 'content-type', 'content-length', 'transfer-encoding'];

/**
 * Further request headers: one `Name: value` a line, or separated by `;`, which a value can therefore not hold.
 * @param credentialHeaders the headers that carry the target's credentials, which cannot be given twice
 * @throws ConfigurationError that counts the entries from 1; values are secrets and not repeated.
 */
export function parseHeaders(text: string, variable: string, credentialHeaders: readonly string[]): [string, string][] {
  const entries = text
    .split(/[\r\n;]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const refuse = (index: number, why: string) =>
    new ConfigurationError(
      `Entry ${index + 1} of ${variable} ${why}: write "Name: value", one a line or separated by ";".`,
    );
  if (entries.length === 0) throw refuse(0, 'is missing');
  return entries.map((entry, index) => {
    const colon = entry.indexOf(':');
    if (colon < 0) throw refuse(index, 'has no colon');
    const [name, value] = [entry.slice(0, colon), entry.slice(colon + 1).trim()];
    if (!TOKEN.test(name)) throw refuse(index, 'does not begin with the name of a header');
    if (value === '') throw refuse(index, `gives ${name} no value`);
    if (!FIELD_VALUE.test(value)) throw refuse(index, `gives ${name} a value that no header can carry`);
    if ([...OWN_HEADERS, ...credentialHeaders.map((one) => one.toLowerCase())].includes(name.toLowerCase()))
      throw new ConfigurationError(
        `Entry ${index + 1} of ${variable} sets ${name}, which the suite writes itself: remove it.`,
      );
    return [name, value];
  });
}
