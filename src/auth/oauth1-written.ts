import type { CredentialVariant } from './types.ts';
import { rewritten } from './oauth1-parameters.ts';
import { signed, type Sign, type Signing } from './oauth1-signing.ts';

/** Other ways to write the same valid header (RFC 5849, 3.5.1), and a version that is left out (3.1). */
export function writtenForms(signing: Signing): CredentialVariant[] {
  const reversed = rewritten(signing, (right) => right.toReversed());
  const encoded = rewritten(signing, (right) =>
    right.map(([name, value]) => [name, encodeURIComponent(decodeURIComponent(value))]),
  );
  const withoutVersion = signed(signing, {
    parameters: (right) => new Map([...right].filter(([name]) => name !== 'oauth_version')),
  });
  return [
    form('reordered', 'the parameters in another order', reversed),
    form('version-absent', 'no oauth_version', withoutVersion),
    form(
      'blanks-after-commas',
      'blanks after the commas',
      rewritten(signing, (right) => right, undefined, ', '),
    ),
    form(
      'realm',
      'a realm',
      rewritten(signing, (right) => [['realm', 'Users'], ...right]),
    ),
    form('all-encoded', 'every value percent-encoded', encoded),
  ];
}

function form(variant: string, description: string, sign: Sign): CredentialVariant {
  return { name: `credentials.${variant}`, description, sign };
}
