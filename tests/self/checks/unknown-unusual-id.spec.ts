import { expect, test } from '@playwright/test';
import { Stage, verdictOf } from './check-context.ts';

test('unknown-unusual-id sends what the template says', async () => {
  const stage = new Stage();
  const long = { with: { id: '{uuid}', repeat: 100 } };
  expect(verdictOf(await stage.run('unknown-unusual-id', long), { status: '4xx' })).toBe('pass');
  expect(stage.sent.at(-1)!.request.body!.length).toBeGreaterThan(3600);
  stage.server.lie = ({ text }) => (text.length > 1000 ? { status: 500 } : undefined);
  expect(verdictOf(await stage.run('unknown-unusual-id', long), { status: '4xx' })).toBe('fail');
});
