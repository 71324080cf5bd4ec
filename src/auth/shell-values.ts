/** What a shell puts in the place of a text that must not, or cannot, be written as it is. */
export interface ShellValue {
  readonly value: string;
  /** As it is between double quotes: `$RUN`, `${KNOT_SECRET%?}`. */
  readonly shell: string;
}

/** What a tenant proves itself with, as variables of a shell. */
export interface CredentialVariables {
  /** Values of these variables and what invalid credentials make of them. */
  readonly values: readonly ShellValue[];
  /** What must not be written, not even in part. */
  readonly secrets: readonly string[];
  /** Names of the variables. */
  readonly names: readonly string[];
  /** How a script gets one of them where it is not set: the line that does, and the variables that it needs for it. */
  readonly fetched?: { readonly name: string; readonly by: readonly string[]; readonly line: string };
}

/** At most this many characters are cut off a secret. */
const MOST_CUT = 3;

/** Credentials that no shell can write. */
export const NOT_IN_SHELL: CredentialVariables = { values: [], secrets: [], names: [] };

/** Credentials of one secret value. */
export const ofToken = (token: string, name: string): CredentialVariables => ({
  values: derived(token, name),
  secrets: [token],
  names: [name],
});

/** A secret and its near forms: they are written by the variable, never as they are. */
export function derived(secret: string, name: string): ShellValue[] {
  const cuts = Array.from({ length: Math.min(MOST_CUT, Math.max(0, secret.length - 1)) }, (_, cut) => ({
    value: secret.slice(0, -1 - cut),
    shell: `\${${name}%${'?'.repeat(cut + 1)}}`,
  }));
  const translated = (from: string, to: string) => `$(printf %s "$${name}" | tr '${from}' '${to}')`;
  const cases = [
    { value: otherCase(secret), shell: translated('A-Za-z', 'a-zA-Z') },
    { value: secret.toUpperCase(), shell: translated('a-z', 'A-Z') },
    { value: secret.toLowerCase(), shell: translated('A-Z', 'a-z') },
  ];
  const own = { value: secret, shell: `$${name}` };
  // The first that has a value is used for it.
  return [own, ...cuts, ...cases.filter(({ value }) => value !== secret)].filter(
    (one, index, all) => all.findIndex(({ value }) => value === one.value) === index,
  );
}

const otherCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));

/** A shorter piece that two texts share shows nothing. */
const TELLING = 6;

/** Whether a text contains a recognisable piece of a secret. */
export function givesAway(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    const length = Math.max(2, Math.min(TELLING, secret.length));
    const starts = Array.from({ length: Math.max(0, secret.length - length + 1) }, (_, at) => at);
    return starts.some((at) => text.includes(secret.slice(at, at + length)));
  });
}
