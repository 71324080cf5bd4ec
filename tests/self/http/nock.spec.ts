import nock from 'nock';
import { test, expect } from '@playwright/test';
import { send } from './servers.ts';

test.afterEach(() => {
  nock.cleanAll();
  nock.restore();
});
test.beforeEach(() => {
  if (!nock.isActive()) nock.activate();
});

for (const scheme of ['http', 'https'])
  test(`nock intercepts ${scheme}`, async () => {
    nock(`${scheme}://host.example`, { reqheaders: { authorization: 'Basic YTpi' } })
      .post('/user/delete', { external_user_id: 'u-1' })
      .reply(200, { message: 'Success' });
    const response = await send({
      url: `${scheme}://host.example/user/delete`,
      method: 'POST',
      headers: [
        ['Authorization', 'Basic YTpi'],
        ['Content-Type', 'application/json'],
      ],
      body: Buffer.from('{"external_user_id":"u-1"}'),
    });
    expect(response).toMatchObject({ status: 200, truncated: false });
    expect(response.body.toString()).toBe('{"message":"Success"}');
  });

test('a failure that nock makes is a failure', async () => {
  nock('http://host.example')
    .get('/')
    .replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
  await expect(send({ url: 'http://host.example/' })).rejects.toMatchObject({ kind: 'reset' });
});

test('an answer that nock delays past the limit is a timeout', async () => {
  nock('http://host.example').get('/').delay(5000).reply(200);
  await expect(send({ url: 'http://host.example/' }, { timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout' });
});
