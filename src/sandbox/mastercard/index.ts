import { createPublicKey } from 'node:crypto';
import type { Sandbox, SandboxOptions } from '../types.ts';
import { BASE_PATH, mastercardApp } from './app.ts';
import { MASTERCARD } from './behaviour.ts';
import { newMastercardCredentials } from './credentials.ts';
import type { IssuerCredentials, MastercardCredentials } from './credentials.ts';
import { Nonces } from './nonces.ts';
import type { Issuer, MastercardBehaviour } from './steps.ts';
import { EnrolledUsers } from './store.ts';

/** Options of the Mastercard sandbox. */
export interface MastercardOptions extends SandboxOptions {
  /** Replaces single steps. */
  readonly behaviour?: Partial<MastercardBehaviour>;
  /** Keys created earlier; their creator disposes of them. Making them takes most of the time of a start. */
  readonly credentials?: MastercardCredentials;
  /** PEM of a certificate or public key for which dashboards are encrypted. Without it they are plain. */
  readonly clientEncryptionKey?: string;
}

const EXPLANATION =
  'With these two lines enrolments are payload-encrypted; the sandbox takes both kinds unless it runs with --encrypted-only.';

/**
 * The reference implementation of the Carbon Calculator Experience, as far as deletion needs it. Two issuers.
 * Its keys stand in a temporary folder until `dispose`.
 */
export async function createMastercardSandbox(options: MastercardOptions): Promise<Sandbox> {
  const { clock, deletionDelayMs = 0, encryptedOnly = false, clientEncryptionKey: clientKey } = options;
  const credentials = options.credentials ?? (await newMastercardCredentials());
  const issuer = (own: IssuerCredentials, ranges: string[]): Issuer => ({
    credentials: own,
    ranges,
    users: new EnrolledUsers(clock, deletionDelayMs),
  });
  const state = {
    clock,
    issuers: [issuer(credentials.own, ['534403', '518145', '5403']), issuer(credentials.other, ['552433', '5424'])],
    nonces: new Nonces(clock),
    decryptionKey: credentials.encryption.privateKey,
    encryptedOnly,
    clientKey: clientKey === undefined ? undefined : createPublicKey(clientKey),
  };
  const app = mastercardApp(state, { ...MASTERCARD, ...options.behaviour });
  return {
    vendor: 'mastercard',
    basePath: BASE_PATH,
    fetch: (request, env) => app.fetch(request, env ?? {}),
    environment: {
      ...variables('MASTERCARD_', credentials.own),
      ...variables('MASTERCARD_OTHER_', credentials.other),
    },
    // The vendor promises 24 hours; nobody waits that long for a sandbox.
    defaults: { MASTERCARD_DELETION_DEADLINE_MS: '2000' },
    adopt(ids) {
      for (const userid of ids) state.issuers[0]?.users.users.set(userid, { userid, cardNumber: '' });
    },
    optional: {
      explanation: EXPLANATION,
      variables: {
        MASTERCARD_ENCRYPTION_CERT: credentials.encryption.certificatePath,
        MASTERCARD_ENCRYPTION_FINGERPRINT: credentials.encryption.fingerprint,
      },
    },
    dispose: () => (options.credentials ? Promise.resolve() : credentials.dispose()),
  };
}

function variables(prefix: string, { consumerKey, keystore }: IssuerCredentials): Record<string, string> {
  return {
    [`${prefix}CONSUMER_KEY`]: consumerKey,
    [`${prefix}SIGNING_KEY`]: keystore.path,
    [`${prefix}SIGNING_KEY_PASSWORD`]: keystore.password,
    [`${prefix}SIGNING_KEY_ALIAS`]: keystore.alias,
  };
}
