import { givenOrder } from '../../conformance/given-order.ts';

/** Stands for the runner's child: waits for its order and tells it. */
console.log(JSON.stringify((await givenOrder()) ?? 'none'));
