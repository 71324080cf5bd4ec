import { expect, test } from '@playwright/test';
import { readForm } from '../../../src/contract/form.ts';
import { breachOf } from '../../../src/contract/keeps-contract.ts';
import { heronByForm } from '../vendors/heron-form.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    ids: { type: 'array', items: { type: 'integer' } },
    hard: { type: 'boolean' },
    reason: { type: 'string' },
  },
};

test('a form is read as its schema has it: lists, numbers, and texts that look like numbers', () => {
  expect(readForm('ids=17&ids=18&hard=true&reason=5', SCHEMA)).toEqual({ ids: [17, 18], hard: true, reason: '5' });
  expect(readForm('ids=17&hard=perhaps&other=a+b', SCHEMA)).toEqual({ ids: [17], hard: 'perhaps', other: 'a b' });
});

test('a deletion that is a form is held against the contract', async () => {
  const vendor = await heronByForm();
  const written = (body: string) =>
    breachOf({ method: 'POST', path: '/v1/erasures', headers: [], body: Buffer.from(body) }, vendor);
  expect(written('id=hm-abcdef-123456789012&reason=asked')).toBeUndefined();
  expect(written('id=hm-abcdef-12&reason=asked')).toContain('/id');
  expect(written('id=hm-abcdef-123456789012')).toContain('reason');
});
