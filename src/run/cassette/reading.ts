import type { Reading } from '../../exchange/cassette/stored-request.ts';
import type { WireRequest } from '../../exchange/types.ts';
import type { Vendor } from '../../vendor/types.ts';
import type { Surroundings } from '../context.ts';

/** How the requests of a run are read, recorded or present. */
export function readingOf({ vendor, target, redactor }: Surroundings): Reading {
  const { auth, encryptedBody } = vendor.profile;
  return {
    baseUrl: target.baseUrl,
    redact: redactor.text,
    ...(encryptedBody === undefined ? {} : { encryptedBody }),
    ...(auth.scheme === 'apiKey' && auth.in === 'query' ? { credentialParameter: auth.name } : {}),
    operatorHeaders: new Set(target.headers.map(([name]) => name.toLowerCase())),
  };
}

/** Whether a request asks for what all requirements share: the card ranges, which the first that needs them asks for. */
export function isForAll({ method, url }: WireRequest, { profile, contract }: Vendor): boolean {
  const asked = contract.operations.get(profile.users.cards?.operation ?? '');
  return asked !== undefined && method === asked.method.toUpperCase() && new URL(url).pathname.endsWith(asked.path);
}
