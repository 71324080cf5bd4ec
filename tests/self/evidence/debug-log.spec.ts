import { expect, test } from '@playwright/test';
import { createBoundary } from '../../../src/evidence/boundary.ts';
import { createDebugLog } from '../../../src/evidence/debug-log.ts';
import type { Transport } from '../../../src/http/types.ts';
import { disposeOfKeys, judgeKnot, resultOf } from '../run/in-process.ts';

test.afterAll(disposeOfKeys);

const SECRET = 'a-secret-of-the-target-0123456789';

function logOf(write?: (text: string) => void) {
  const boundary = createBoundary();
  boundary.add({ secrets: [{ name: 'KNOT_SECRET', value: SECRET }], contractTexts: '', keepHeaders: [] });
  const written: string[] = [];
  return { written, log: createDebugLog(boundary, write ?? ((text) => void written.push(text))) };
}

test('a stack is kept with all that caused it, once, without secrets and folders of the machine', () => {
  const { log, written } = logOf();
  const cause = new TypeError(`it met ${SECRET}`);
  const error = new Error('an internal error', { cause: new AggregateError([cause], 'several') });
  expect(log.keep('knot/some-requirement', error)).toBe('Its stack is in debug.log next to the report.');
  log.keep('knot/some-requirement', error);
  log.keep('the final check', 'a text that was thrown');
  const text = written.at(-1) ?? '';
  for (const part of [
    'knot/some-requirement',
    'Error: an internal error',
    'caused by',
    'one of them: TypeError: it met',
  ])
    expect(text).toContain(part);
  expect(text).toContain('at tests/self/evidence/debug-log.spec.ts:');
  expect(text).toContain('the final check\na text that was thrown');
  expect(text).not.toContain(SECRET);
  expect(text.match(/an internal error/g)).toHaveLength(1);
  expect(text).not.toMatch(/(?:file:\/\/|\s)\/\w+\/\w+/);
});

test('where it cannot be written, the message says so instead of another error', () => {
  const { log } = logOf(() => {
    throw Object.assign(new Error(), { code: 'EACCES' });
  });
  expect(log.keep('knot/some-requirement', new Error('an internal error'))).toBe(
    'Its stack could not be written to debug.log next to the report (EACCES).',
  );
});

/** A fault of the suite's own, once the preflight is over. */
const through = (inner: Transport): Transport => {
  let unknown = 0;
  return (request, limits) => {
    if (String(request.body).includes('nobody-')) unknown += 1;
    return unknown === 2 && String(request.body).includes('nobody-')
      ? Promise.reject(new TypeError('a fault of the suite'))
      : inner(request, limits);
  };
};
const select = ({ slug }: { slug: string }) => slug === 'unknown-user-is-refused';

test('an internal error of a run states where its stack is', async () => {
  const { log, written } = logOf();
  const { message } = resultOf(await judgeKnot({ through, select, debugLog: log }), 'unknown-user-is-refused');
  expect(message).toContain('Its stack is in debug.log next to the report.');
  expect(written.at(-1)).toMatch(/knot\/unknown-user-is-refused\nTypeError: a fault of the suite\n +at /);
});

test('without CONFORMANCE_DEBUG it states how to have it kept', async () => {
  const { message } = resultOf(await judgeKnot({ through, select }), 'unknown-user-is-refused');
  expect(message).toContain('Set CONFORMANCE_DEBUG=1 to have its stack written to debug.log next to the report.');
});
