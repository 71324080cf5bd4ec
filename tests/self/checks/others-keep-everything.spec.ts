import { expect, test } from '@playwright/test';
import { deletesEverybody } from './scenario.ts';
import { Stage, reasonsOf, valuesOf, verdictOf } from './check-context.ts';
import { idsIn } from './server.ts';

test('others-keep-everything deletes nobody, a user, and that user again, and looks at another one', async () => {
  const stage = new Stage();
  const observed = await stage.run('others-keep-everything');
  const named = stage.sent.map(({ request }) => (idsIn(String(request.body)) ?? []).join());
  expect(named).toEqual([expect.stringMatching(/^nobody/), expect.stringMatching(/^user/), named[1]]);
  expect(valuesOf(observed, 'bystander')).toEqual(['living']);
  // Where no call shows what a user has, nothing is said of it.
  expect(valuesOf(observed, 'kept')).toEqual([]);
  expect(reasonsOf(observed)).toEqual(['not-observed not-observed']);
});

test('others-keep-everything fails where the other user is lost', async () => {
  const stage = new Stage();
  deletesEverybody(stage);
  expect(verdictOf(await stage.run('others-keep-everything'), { bystander: 'living' })).toBe('fail');
});
