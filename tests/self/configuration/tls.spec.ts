import { expect, test } from '@playwright/test';
import { secretsOf } from '../../../src/configuration/secrets.ts';
import { certificateOf, pemOf, rsaPair, temporaryFiles } from '../auth/material.ts';
import { SLOW } from '../part.ts';
import { KNOT, refusal, target } from './fixtures.ts';

const file = temporaryFiles();

test('an authority, and a client certificate with its key', SLOW, () => {
  const pair = rsaPair('client');
  const [ca, cert, key] = [certificateOf(rsaPair('authority')), certificateOf(pair), pemOf(pair.privateKey)];
  const made = target({
    ...KNOT,
    KNOT_CA_CERT: file('ca.pem', ca),
    KNOT_CLIENT_CERT: file('client.pem', cert),
    KNOT_CLIENT_KEY: file('client-key.pem', key),
  });
  expect(made.tls).toEqual({ ca, cert, key });
  expect(made.configuration).toMatchObject({ KNOT_CA_CERT: 'ca.pem', KNOT_CLIENT_KEY: 'client-key.pem' });
  expect(secretsOf(made).map(({ value }) => value)).toContain(key);
});

test('what cannot be used is refused with its variable', () => {
  const pair = rsaPair('client');
  const cert = file('client.pem', certificateOf(pair));
  expect(refusal(() => target({ ...KNOT, KNOT_CA_CERT: '/nowhere.pem' }))).toContain('KNOT_CA_CERT');
  expect(refusal(() => target({ ...KNOT, KNOT_CA_CERT: file('ca.pem', 'not PEM') }))).toContain('KNOT_CA_CERT');
  expect(refusal(() => target({ ...KNOT, KNOT_CLIENT_CERT: cert }))).toContain('KNOT_CLIENT_KEY');
  const foreign = file('other-key.pem', pemOf(rsaPair('other').privateKey));
  expect(refusal(() => target({ ...KNOT, KNOT_CLIENT_CERT: cert, KNOT_CLIENT_KEY: foreign }))).toContain(
    'KNOT_CLIENT_',
  );
  expect(refusal(() => target({ ...KNOT, KNOT_CLIENT_KEY_PASSWORD: 'a password' }))).toContain(
    'KNOT_CLIENT_KEY is not',
  );
});
