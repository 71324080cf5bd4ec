import { endWithParent } from '../../../src/session/parent-process.ts';

/** A process that would go on for ever, and says when it has begun. */
endWithParent();
setInterval(() => undefined, 1000);
console.log('begun');
