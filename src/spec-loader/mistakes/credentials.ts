import type { SecurityScheme } from '../../contract/security.ts';
import { schemeOf, type SchemeConfig } from '../../auth/schemes.ts';
import type { ProfileInput } from './types.ts';

/** An `auth` that is none of the schemes by which the contract lets the deletion be called. */
export function authMistakes({ profile: { auth, deletion }, contract, file }: ProfileInput): string[] {
  const documented = contract.operations.get(deletion.operation)?.security ?? [];
  const scheme = schemeOf(auth);
  if (documented.length === 0) return [];
  const matching = documented.filter((one) => scheme.isDocumentedAs?.(one, auth) ?? true);
  const breaches = matching.map((one) => scheme.breachOf?.(one, auth));
  if (breaches.includes(undefined)) return [];
  const [breach] = breaches;
  if (breach !== undefined) return [`${file.where(['auth', breach.key])}: ${breach.says}`];
  const known = documented.map(describe).join(', ');
  return [
    `${file.where(['auth'])}: ${deletion.operation} is called with ${known} by the contract, not with ${own(auth)}`,
  ];
}

function describe({ key, type, scheme, in: place, name }: SecurityScheme): string {
  const how = type === 'http' ? scheme : type === 'apiKey' ? `apiKey in ${String(place)} ${String(name)}` : type;
  return `"${key}" (${String(how)})`;
}

function own(auth: SchemeConfig): string {
  const { headers, query } = schemeOf(auth).placesOf(auth);
  return `${auth.scheme} in ${query === undefined ? `header ${headers.join(', ')}` : `query ${query}`}`;
}
