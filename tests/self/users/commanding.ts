import { runCommand } from '../../../src/users/operator-commands.ts';

/** A run whose command of the operator's would never end. */
void runCommand('echo begun >&2; sleep 1000 & sleep 1000', {}, 1_000_000);
console.log('begun');
