import { basename, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { print } from '../../reporters/print.ts';
import { environment } from '../read-environment.ts';
import type { End } from '../command-types.ts';

interface Given {
  readonly openapi: string;
  readonly operation: string;
  readonly name?: string;
  readonly auth?: string;
}

/** Adds `init`. */
export function addInit(program: Command, end: End): void {
  program
    .command('init')
    .description('Writes the four files of a vendor by its OpenAPI document; adds what is missing to files that exist.')
    .requiredOption('--openapi <file>', 'the document: OpenAPI 3.0 or 3.1, YAML or JSON')
    .requiredOption('--operation <id>', 'the deletion: its operationId, or "DELETE /users/{id}"')
    .option('--name <name>', 'of the vendor: small letters and digits; default: by the name of the file')
    .option(
      '--auth <scheme>',
      'how callers prove who they are, where the document does not state it: basic, basic-key (a key with an empty password), bearer, oauth1',
    )
    .allowExcessArguments(false)
    .action(async ({ openapi, operation, name = nameOf(openapi), auth }: Given) => {
      const { init, authNamed } = await import('../../src/init/init.ts');
      const { boundary } = await import('../../src/session/redaction.ts');
      const folder = resolve(environment()['CONFORMANCE_SPECS'] ?? 'specs');
      const scheme = auth === undefined ? {} : { auth: authNamed(auth) };
      const made = await init({ openapi, operation, name, folder, ...scheme });
      const place = relative(process.cwd(), made.folder);
      const lines = [
        `${place}: ${made.written.length > 0 ? `wrote ${made.written.join(', ')}` : 'no new file'}`,
        `${made.added} of the ${made.requirements} requirements that follow were added; what was there is as it was.`,
        ...made.questions.map((question) => `? ${question}`),
        `Then set CONFORMANCE_SPECS, the base URL and the credentials, and run with --vendor ${name}.`,
      ];
      for (const line of lines) print(boundary.text(line));
      end(0);
    });
}

const nameOf = (file: string): string =>
  basename(file)
    .replace(/\..*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '') || 'vendor';
