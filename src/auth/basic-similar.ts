import type { WireRequest } from '../http/types.ts';
import type { EdgeConfig } from './edge-config.ts';
import { forgedIdentity, minor, PROVOKING, type Minor, type More } from './minor-credentials.ts';
import { withAuthorization } from './with-header.ts';

interface Pair {
  readonly id: string;
  readonly secret: string;
}

/** Basic credentials that almost fit (A36, A37), and calls that carry something else in their place. */
export function similarBasicCredentials(own: Pair, wrong: Pair | undefined, config: EdgeConfig): Minor[] {
  const token = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  const right = token(`${own.id}:${own.secret}`);
  const value = (variant: string, description: string, text: string, more: More = {}) =>
    minor(variant, description, (request) => withAuthorization(request, text), more);
  const pair = (variant: string, description: string, text: string, more: More = {}) =>
    value(variant, description, `Basic ${token(text)}`, more);
  const first = (request: WireRequest) => withAuthorization(request, `Basic ${right}`);
  const { id, secret } = own;
  const wrongText = wrong && `${wrong.id}:${wrong.secret}`;
  return [
    value('right-pair-as-bearer', 'the right pair under the scheme Bearer', `Bearer ${right}`),
    value('right-pair-as-digest', 'the right pair under the scheme Digest', `Digest ${right}`),
    value('right-pair-without-scheme', 'the right pair without a scheme', right),
    pair('empty-id', 'the right secret with an empty id', `:${secret}`),
    pair('empty-pair', 'an empty id and an empty secret', ':'),
    pair('nul-in-secret', 'the right pair with NUL and more text after the secret', `${id}:${secret}\0x`),
    pair('nul-in-id', 'the right pair with NUL and more text after the id', `${id}\0x:${secret}`),
    ...(wrongText === undefined
      ? []
      : [
          pair('after-right.other-secret', 'a wrong secret right after the right one', wrongText, { prepare: first }),
          pair('on-used-connection.other-secret', 'a wrong secret on the connection of the right one', wrongText, {
            prepare: first,
            connection: 'used',
          }),
        ]),
    minor('on-used-connection.none', 'no credentials on the connection of the right ones', (request) => request, {
      prepare: first,
      connection: 'used',
    }),
    pair('blank.before-secret', 'the right pair with a blank before the secret', `${id}: ${secret}`),
    pair('blank.after-secret', 'the right pair with a blank after the secret', `${id}:${secret} `),
    pair('blank.before-id', 'the right pair with a blank before the id', ` ${id}:${secret}`),
    pair('blank.line-end', 'the right pair with a line end after the secret', `${id}:${secret}\n`),
    value('base64.garbage', 'the right pair with a character that is not base64', `Basic ${broken(right)}`),
    value('base64.padding', 'the right pair in base64 with the wrong padding', `Basic ${repadded(right)}`),
    pair('odd.swapped', 'the right pair, the secret before the id', `${secret}:${id}`),
    pair('odd.id-twice', 'the right id, and the same as the secret', `${id}:${id}`),
    pair('odd.half-a-secret', 'the right id with the first half of the secret', `${id}:${half(secret)}`),
    ...(wrong === undefined
      ? []
      : [
          pair(
            'odd.same-start',
            'a secret that begins like the right one',
            `${id}:${half(secret)}${rest(secret, wrong.secret)}`,
          ),
          pair('odd.same-end', 'a secret that differs in its first character alone', `${id}:${altered(secret, 0)}`),
          pair(
            'odd.last-character',
            'a secret that differs in its last character alone',
            `${id}:${altered(secret, secret.length - 1)}`,
          ),
        ]),
    value('odd.not-encoded', 'the right pair without base64', `Basic ${id}:${secret}`),
    value('odd.secret-as-bearer', 'the right secret as a Bearer token', `Bearer ${secret}`),
    value('odd.null-as-bearer', 'null as a Bearer token', 'Bearer null'),
    pair('forged.sql-in-secret', 'SQL in the place of the secret', `${id}:' OR '1'='1`, PROVOKING),
    pair('forged.sql-in-id', 'SQL after the id, and a wrong secret', `${id}' -- :x`, PROVOKING),
    ...forgedIdentity(config, id),
  ];
}

/** Wrong secrets that give the right one nearly away. */
export const nearSecrets = (secret: string): string[] => [
  half(secret),
  altered(secret, 0),
  altered(secret, secret.length - 1),
];

const half = (secret: string): string => secret.slice(0, Math.ceil(secret.length / 2));

/** The second half of a wrong secret of the same length. */
const rest = (secret: string, wrong: string): string => wrong.slice(half(secret).length);

/** Another digit or letter at that place. */
function altered(secret: string, at: number): string {
  const other = ['0', '1', 'a', 'b'].find((character) => character !== secret[at]?.toLowerCase()) ?? '';
  return secret.slice(0, at) + other + secret.slice(at + 1);
}

/** With a sign in the middle that is in no base64 alphabet: lenient decoders skip it. */
function broken(token: string): string {
  const middle = Math.floor(token.length / 2);
  return `${token.slice(0, middle)}%${token.slice(middle)}`;
}

/** Without its padding, or with one that it must not have: which forms there are must not depend on the secret. */
function repadded(token: string): string {
  return token.endsWith('=') ? token.replace(/=+$/, '') : `${token}=`;
}
