import { fileURLToPath } from 'node:url';

/** Where the global setup of the self-tests says which command it has compiled. */
export const COMPILED = 'SELF_TEST_COMMAND';

/** The command as a checkout has it: it makes TypeScript readable first, at twice the time of everything else. */
export const CHECKOUT_COMMAND = fileURLToPath(new URL('../../bin/conformance.js', import.meta.url));

/** The command that most self-tests start: the compiled one of this very code, as an installed package has it. */
export const COMMAND = process.env[COMPILED] ?? CHECKOUT_COMMAND;
