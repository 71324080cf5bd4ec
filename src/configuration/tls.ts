import { readKeyFile } from '../auth/key-file.ts';
import { readTrust, tlsNames, type TlsOptions } from '../http/tls-options.ts';
import { ConfigurationError } from '../errors.ts';
import { asConfigurationError } from './credentials.ts';
import type { Environment } from './environment.ts';

/**
 * What TLS connections to the target need beyond Node's own, read from the files that the variables name.
 * @param prefix of the vendor's variables
 * @throws ConfigurationError where a file cannot be read or used, or a certificate is given without its key
 */
export function readTls(environment: Environment, prefix: string): TlsOptions | undefined {
  const names = tlsNames(prefix);
  const text = (name: string): string | undefined => {
    const path = environment[name];
    return path === undefined ? undefined : asConfigurationError(() => readKeyFile(path, name)).toString('utf8');
  };
  const [ca, cert, key, passphrase] = [
    text(names.ca),
    text(names.cert),
    text(names.key),
    environment[names.passphrase],
  ];
  if ((cert === undefined) !== (key === undefined))
    throw new ConfigurationError(`${names.cert} and ${names.key} belong together: set both or neither.`);
  if (passphrase !== undefined && key === undefined)
    throw new ConfigurationError(`${names.passphrase} is set but ${names.key} is not: set both, or neither.`);
  const material = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  if (Object.keys(material).length === 0) return undefined;
  try {
    readTrust(material, names);
  } catch (error) {
    throw new ConfigurationError((error as Error).message);
  }
  return material;
}
