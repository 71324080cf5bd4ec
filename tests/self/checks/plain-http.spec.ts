import { expect, test } from '@playwright/test';
import { Stage, reasonsOf, valuesOf } from './check-context.ts';

test('plain-http sends neither credentials nor anything else of the operator', async () => {
  const stage = new Stage();
  stage.server.lie = ({ url }) => (url.startsWith('http:') ? 'refused' : undefined);
  expect(valuesOf(await stage.run('plain-http'), 'plainHttp')).toEqual(['refused']);
  const { url, headers } = stage.sent[0]!.request;
  expect(url).toBe('http://little.example/deletions');
  expect(headers).toEqual([
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
  ]);
  stage.server.lie = () => ({ status: 200 });
  expect(valuesOf(await stage.run('plain-http'), 'plainHttp')).toEqual(['answered 2xx']);
  stage.server.lie = () => ({ status: 301 });
  expect(valuesOf(await stage.run('plain-http'), 'plainHttp')).toEqual(['answered otherwise']);
});

test('plain-http goes by the scheme of the base URL', async () => {
  const stage = new Stage();
  const clear = await stage.run('plain-http', { baseUrl: 'http://little.example' });
  expect(valuesOf(clear, 'plainHttp')).toEqual(['clear-text']);
  const loopback = await stage.run('plain-http', { baseUrl: 'http://127.0.0.1:1' });
  expect(reasonsOf(loopback)).toEqual(['not-applicable declared']);
  expect(stage.sent).toEqual([]);
});
