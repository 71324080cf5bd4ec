import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { init } from '../../../src/init/init.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import { pigeonServer } from '../third-vendor/server.ts';
import { egretServer } from '../vendors/egret-server.ts';
import { failing } from '../vendors/judge.ts';
import { larkServer } from '../vendors/lark-server.ts';
import { otterServer } from '../vendors/otter-server.ts';
import { slowIf } from '../part.ts';
import { here, requirementsIn, withInit } from './made.ts';

interface Fictional {
  readonly specs: string;
  readonly operation: string;
  readonly server: (clock: Clock, honest: boolean) => Sandbox;
}

const nobody = (): void => undefined;

const VENDORS: Readonly<Record<string, Fictional>> = {
  pigeon: {
    specs: 'tests/self/third-vendor/specs/pigeon',
    operation: 'eraseMember',
    server: (_, honest) => pigeonServer(randomUUID(), honest),
  },
  otter: {
    specs: 'tests/self/vendors/specs/otter',
    operation: 'DELETE /users/{id}',
    server: (_, honest) => otterServer(randomUUID(), honest ? {} : { remove: nobody }),
  },
  lark: {
    specs: 'tests/self/vendors/specs/lark',
    operation: 'eraseMembers',
    server: (_, honest) => larkServer(randomUUID(), honest ? {} : { erase: nobody }),
  },
  egret: {
    specs: 'tests/self/vendors/specs/egret',
    operation: 'erasePerson',
    server: (clock, honest) => egretServer(clock, honest ? {} : { erases: nobody }).sandbox,
  },
};

for (const [name, { specs, operation, server }] of Object.entries(VENDORS))
  test(
    `${name}: what init writes judges at once, an honest server and one that lies`,
    slowIf(name !== 'otter'),
    async () => {
      const openapi = here(`${specs}/openapi.yaml`);
      await withInit({ openapi, operation, name }, async (folder, made) => {
        expect(made.written).toEqual(['openapi.yaml', 'errata.yaml', 'profile.yaml', 'requirements.yaml']);
        expect(made.questions.length).toBeGreaterThan(3);
        const vendor = await loadOne(folder, name, 1);
        const judged = async (honest: boolean) => {
          const clock = virtualClock();
          const sandbox = server(clock, honest);
          const environment = { ...sandbox.environment, [`${vendor.profile.env}_BASE_URL`]: inProcessBaseUrl(sandbox) };
          const target = readTarget(vendor.profile, environment, 'configured', name);
          return judgeVendor({ vendor, target, transport: inProcessTransport(sandbox), clock, seed: 1 });
        };
        expect(failing(await judged(true))).toEqual([]);
        expect(failing(await judged(false))).toContain(`${name}/deleted-user-is-gone`);
      });
    },
  );

const OTTER = { openapi: here('tests/self/vendors/specs/otter/openapi.yaml'), operation: 'deleteUser', name: 'otter' };

test('run again it adds what is missing, and changes nothing', async () => {
  await withInit(OTTER, async (folder) => {
    const path = (file: string): string => join(folder, 'otter', file);
    const files = ['openapi.yaml', 'errata.yaml', 'profile.yaml', 'requirements.yaml'];
    const before = files.map((file) => readFileSync(path(file), 'utf8'));
    const again = await init({ ...OTTER, folder });
    expect([again.written, again.added]).toEqual([[], 0]);
    expect(files.map((file) => readFileSync(path(file), 'utf8'))).toEqual(before);

    // The author renames one requirement, and takes another one out; what a renamed requirement claims is not claimed twice.
    const requirements = requirementsIn(path('requirements.yaml'));
    const text = before[3] ?? '';
    const [renamed, removed] = ['other-methods-deletes-nobody', 'deleted-users-stay-gone'];
    const without = text
      .replace(`id: otter/${renamed}`, 'id: otter/my-own-name')
      .replace(new RegExp(`  - id: otter/${removed}\\n(?: {4}.*\\n)+`), '')
      .concat('# The last word.\n');
    writeFileSync(path('requirements.yaml'), without);
    const third = await init({ ...OTTER, folder });
    expect(third.added).toBe(1);
    const now = readFileSync(path('requirements.yaml'), 'utf8');
    expect(now.startsWith(without.replace('# The last word.\n', ''))).toBe(true);
    expect(now).toContain('# The last word.');
    expect(
      requirementsIn(path('requirements.yaml'))
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(requirements.map(({ id }) => id.replace(renamed, 'my-own-name')).toSorted());
    await loadOne(folder, 'otter', 1);
  });
});

test('what it cannot read it refuses in a sentence', async () => {
  await withInit(OTTER, async (folder) => {
    const refusal = (changes: Partial<typeof OTTER>) => init({ ...OTTER, name: 'new', folder, ...changes });
    await expect(refusal({ operation: 'deleteUsr' })).rejects.toThrow(
      'no operation "deleteUsr", did you mean "deleteUser"?',
    );
    await expect(refusal({ openapi: here('package.json') })).rejects.toThrow(
      'package.json is no OpenAPI 3.0 or 3.1 document',
    );
    await expect(refusal({ openapi: here('nowhere.yaml') })).rejects.toThrow('nowhere.yaml cannot be read (ENOENT)');
    await expect(refusal({ name: 'No Name' })).rejects.toThrow('--name No Name is no name of a vendor');
    writeFileSync(join(folder, 'broken.yaml'), 'openapi: [');
    await expect(refusal({ openapi: join(folder, 'broken.yaml') })).rejects.toThrow('is neither YAML nor JSON');
    const requirements = requirementsIn(join(folder, 'otter', 'requirements.yaml'));
    writeFileSync(join(folder, 'otter', 'requirements.yaml'), `requirements: [${JSON.stringify(requirements[0])}]\n`);
    await expect(init({ ...OTTER, folder })).rejects.toThrow('has no list "requirements"');
  });
});
