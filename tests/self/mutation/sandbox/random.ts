import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

// Stands in for node:crypto in the instrumented sandbox: the same request gets the same random values in every run.
export * from 'node:crypto';

const requests = new AsyncLocalStorage<{ readonly index: number; drawn: number }>();
let outside = 0;

/** Answers a request so that what is random in it depends on its number alone. */
export function asRequest<T>(index: number, answer: () => T): T {
  return requests.run({ index, drawn: 0 }, answer);
}

/** Begins the values that are drawn outside of requests again. */
export function beginAgain(): void {
  outside = 0;
}

function draw(): Buffer {
  const request = requests.getStore();
  const seed = request ? `${request.index}/${(request.drawn += 1)}` : `outside/${(outside += 1)}`;
  return createHash('sha512').update(seed).digest();
}

/** @public in place of the one of node:crypto. */
export function randomBytes(size: number): Buffer {
  return draw().subarray(0, size);
}

/** @public in place of the one of node:crypto. */
export function randomUUID(): string {
  const hex = draw().toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
