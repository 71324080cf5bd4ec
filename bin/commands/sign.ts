import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { environment } from '../read-environment.ts';
import type { End } from '../command-types.ts';

interface Given {
  readonly vendor: string;
  readonly method: string;
  readonly url: string;
  readonly data?: string;
  readonly dataFile?: string;
  readonly header?: string[];
  readonly other?: true;
  readonly invalid?: string;
  readonly nonce?: string;
  readonly timestamp?: string;
}

/** Adds `sign`. */
export function addSign(program: Command, end: End): void {
  program
    .command('sign')
    .description(
      'Prints the Authorization value of one request, or its header lines, for curl: what no shell can sign. Sends nothing.',
    )
    .requiredOption('--vendor <name>', 'whose credentials sign')
    .requiredOption('--url <url>', 'the whole URL, query included')
    .option('--method <method>', 'the method', 'POST')
    .option('--data <text>', 'the body')
    .option('--data-file <file>', 'a file that holds the body; - for standard input')
    .option('--header <line...>', 'headers that are signed: "Content-Type: application/json"')
    .option('--other', 'sign with the credentials of the second tenant')
    .option('--invalid <name>', 'sign wrongly: the name of invalid credentials, such as credentials.stale-timestamp')
    .option('--nonce <text>', 'this nonce instead of a new one')
    .option('--timestamp <seconds>', 'this time, in seconds since 1970, instead of now')
    .allowExcessArguments(false)
    .action(async ({ data, dataFile, header, ...given }: Given) => {
      const { signedValue } = await import('../../src/session/sign-request.ts');
      print(
        signedValue({ ...given, ...(header ? { headers: header } : {}), ...bodyOf(data, dataFile) }, environment()),
      );
      end(0);
    });
}

function bodyOf(data: string | undefined, file: string | undefined): { body?: Buffer } {
  if (data !== undefined && file !== undefined)
    throw new ConfigurationError('--data and --data-file exclude each other.');
  if (file === undefined) return data === undefined ? {} : { body: Buffer.from(data) };
  try {
    return { body: readFileSync(file === '-' ? process.stdin.fd : file) };
  } catch {
    throw new ConfigurationError(`--data-file ${file} cannot be read.`);
  }
}
