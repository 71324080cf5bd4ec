import { expect, test } from '@playwright/test';
import { nearConsumerKeys } from '../../../src/auth/near-consumer-keys.ts';

test('the client stays and the id of its key is another one; the other case is one of every letter', () => {
  const { otherKeyId = '', otherCase } = nearConsumerKeys('abcDEF-_1!0123456789abcdef', undefined, 'a');
  expect(otherKeyId).toMatch(/^abcDEF-_1![0-9a-f]{16}$/);
  expect(otherKeyId).not.toBe('abcDEF-_1!0123456789abcdef');
  expect(otherCase).toBe('ABCdef-_1!0123456789ABCDEF');
});

test('a key without such parts differs in its second half, one without letters has no other case', () => {
  expect(nearConsumerKeys('12345678', undefined, 'a')).toEqual({
    otherKeyId: expect.stringMatching(/^1234\d{4}$/) as unknown,
  });
});

test('what the second issuer holds is not taken', () => {
  const { otherKeyId, otherCase } = nearConsumerKeys('ab!cd', undefined, 'a');
  expect(nearConsumerKeys('ab!cd', otherKeyId, 'a').otherKeyId).not.toBe(otherKeyId);
  expect(nearConsumerKeys('ab!cd', otherCase, 'a').otherCase).toBeUndefined();
});
