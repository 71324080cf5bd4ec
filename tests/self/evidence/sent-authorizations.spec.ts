import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { createBoundary } from '../../../src/evidence/boundary.ts';
import { createSentAuthorizations } from '../../../src/evidence/sent-authorizations.ts';
import type { WireRequest } from '../../../src/http/types.ts';
import { spellingsOf } from '../leaks/secret-encodings.ts';
import { SLOW } from '../part.ts';

const request = (authorization: string): WireRequest => ({
  method: 'POST',
  url: 'http://127.0.0.1/',
  headers: [['Authorization', authorization]],
  body: Buffer.alloc(0),
});

/** Of 256 bytes, as RSA makes it. */
const signatureOf = (seed: number): string =>
  Buffer.concat(Array.from({ length: 8 }, (_, at) => createHash('sha256').update(`${seed} ${at}`).digest())).toString(
    'base64',
  );

const oauth = (signature: string): string =>
  'OAuth oauth_consumer_key="a-consumer",oauth_signature_method="RSA-SHA256",' +
  `oauth_signature="${encodeURIComponent(signature)}",oauth_version="1.0"`;

const COUNT = 120;

test('any value of many is found, whole or by its signature, in every spelling', SLOW, () => {
  const boundary = createBoundary();
  const signatures = Array.from({ length: COUNT }, (_, seed) => signatureOf(seed));
  for (const signature of signatures) boundary.sent(request(oauth(signature)));
  const spellings = [...spellingsOf(Buffer.from('x y')).keys()];
  signatures.forEach((signature, at) => {
    const [, token = ''] = /^OAuth (.*)$/.exec(oauth(signature)) ?? [];
    for (const told of [oauth(signature), token, signature, encodeURIComponent(signature)]) {
      const spelling = spellings[at % spellings.length] ?? '';
      const written = boundary.text(`<p>${String(spellingsOf(Buffer.from(told)).get(spelling) ?? told)}</p>`);
      expect(written, `${spelling} of ${told}`).toMatch(/^<p>.{0,6}\[redacted:\$SENT_AUTHORIZATION\].{0,6}<\/p>$/);
    }
  });
});

test('a text that repeats none has no pattern, however many were sent', () => {
  const sent = createSentAuthorizations();
  for (let seed = 0; seed < COUNT; seed++) sent.add(request(oauth(signatureOf(seed))));
  let asked = 0;
  const near = (text: string) => sent.near(text, () => (asked++, false)).patterns;
  expect(near(JSON.stringify({ message: `nothing of ${signatureOf(COUNT)}` }))).toEqual([]);
  expect(near('short')).toEqual([]);
  expect(asked, 'no value was looked at').toBe(0);
  expect(near(JSON.stringify(oauth(signatureOf(7)))).length).toBeGreaterThan(0);
  expect(asked, 'only the one that is repeated').toBe(1);
});

test('a value that is repeated as it was sent goes before expressions are made of it', () => {
  const sent = createSentAuthorizations();
  sent.add(request(oauth(signatureOf(7))));
  const said = `a ${oauth(signatureOf(7))} b`;
  expect(sent.near(said, () => false)).toEqual({ rest: 'a [redacted:$SENT_AUTHORIZATION] b', patterns: [] });
});

test('a token that is a word of the contract is matched only behind its scheme', () => {
  const sent = createSentAuthorizations();
  sent.add(request('Bearer documented-token'));
  const near = (isReadable: boolean) => sent.near('documented-token', () => isReadable).patterns;
  const matching = (isReadable: boolean) =>
    near(isReadable).filter(({ source }) => new RegExp(source()).test('a documented-token'));
  expect(matching(false)).toHaveLength(1);
  expect(matching(true)).toEqual([]);
});
