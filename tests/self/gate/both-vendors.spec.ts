import { expect } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { serveSandbox, type Sandbox } from '../../../src/sandbox/index.ts';
import { CHECKOUT_COMMAND, COMMAND } from '../command.ts';
import { livingOf } from '../detection/mastercard/tools.ts';
import { SLOW, slowIf } from '../part.ts';
import { test } from './child.ts';

// The command itself, for each built-in vendor: conformant, and nonconformant for an implementation that lies.

/** Knot's is started in the checkout, Mastercard's is the compiled one. */
const COMMANDS = { knot: CHECKOUT_COMMAND, mastercard: COMMAND };

for (const [vendor, command] of Object.entries(COMMANDS))
  test.describe(vendor, () => {
    test.use({ command });

    for (const [what, tier, options] of [
      ['quickly', slowIf(vendor === 'mastercard'), ['--quick']],
      ['whole', SLOW, []],
    ] as const)
      test(`the command judges the sandbox ${what}: conformant, exit 0`, tier, async ({ gate }) => {
        const { code, out, err } = await gate.run(['--sandbox', '--vendor', vendor, ...options]).ended;
        expect(code, out + err).toBe(0);
        const { outcome, partial, targets } = await gate.results();
        expect({ outcome, isPartial: partial !== null }).toEqual({
          outcome: 'conformant',
          isPartial: what === 'quickly',
        });
        expect(targets).toMatchObject([{ vendor, kind: 'sandbox' }]);
      });
  });

const LYING: Readonly<Record<keyof typeof COMMANDS, () => Promise<Sandbox>>> = {
  knot: () =>
    createKnotSandbox({
      clock: systemClock,
      behaviour: { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined },
    }),
  mastercard: () =>
    createMastercardSandbox({
      clock: systemClock,
      behaviour: { deleteUsers: (_call, issuer, ids) => livingOf(issuer, ids) },
    }),
};

for (const [vendor, create] of Object.entries(LYING))
  test(`${vendor}: a server that deletes nobody is nonconformant, exit 1`, async ({ gate }) => {
    const sandbox = await create();
    const served = await serveSandbox(sandbox, { port: 0 });
    try {
      const prefix = vendor.toUpperCase();
      const short = { [`${prefix}_SETTLE_MS`]: '300', [`${prefix}_DELETION_DEADLINE_MS`]: '300' };
      const { code, out, err } = await gate.run(['--grep', 'deleted-user-is-gone|unknown-user', '--partial'], {
        ...sandbox.environment,
        ...sandbox.defaults,
        ...short,
        [`${prefix}_BASE_URL`]: served.baseUrl,
      }).ended;
      expect(code, out + err).toBe(1);
      const { outcome, requirements } = await gate.results();
      expect(outcome).toBe('nonconformant');
      const failed = requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
      expect(failed).toEqual([`${vendor}/deleted-user-is-gone`]);
      expect(out).toContain(`✗ fail  ${vendor}/deleted-user-is-gone  MUST`);
    } finally {
      await served.close();
      await sandbox.dispose();
    }
  });
