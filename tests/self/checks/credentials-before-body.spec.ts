import { expect, test } from '@playwright/test';
import { Stage, verdictOf } from './check-context.ts';

const CREDENTIALS = { status: 401, '/code': 'credentials' };

test('credentials-before-body tells which fault is named first', async () => {
  const stage = new Stage();
  expect(verdictOf(await stage.run('credentials-before-body'), CREDENTIALS)).toBe('pass');
  const body = stage.sent.at(-1)!.request.body!;
  expect(() => JSON.parse(body.toString()) as unknown).toThrow(SyntaxError);
  stage.server.lie = ({ text }) => (text.endsWith('}') ? undefined : { status: 400, body: { code: 'faulty' } });
  expect(verdictOf(await stage.run('credentials-before-body'), CREDENTIALS)).toBe('fail');
});
