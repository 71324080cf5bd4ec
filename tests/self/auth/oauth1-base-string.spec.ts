import { test, expect } from '@playwright/test';
import { rfcBaseString } from '../../../src/auth/oauth1-rfc-encoding.ts';
import { baseString, baseUri, parametersOf } from '../../../src/auth/oauth1-signature.ts';
import { post } from './material.ts';

const NOW = 1_524_771_555_999;
const url = 'https://sandbox.api.mastercard.com/cts/issuers/user-deletions';
const request = post(url, '["c8b38606-12b2-43c6-a641-be8eb0ab9dec"]');

test.describe('base string', () => {
  const parameters = new Map([
    ...parametersOf(request, { consumerKey: 'abcDEF-_1!0123456789abcdef', now: () => NOW }),
    ['oauth_nonce', 'uTeLPs6K'] as const,
  ]);

  test('the test vector, values raw and encoded once', () => {
    expect(parameters.get('oauth_body_hash')).toBe('JuEIy8T/5BNYkqQoaT7HhGJHBq3dr3XUrEIeQwag/w8=');
    expect(baseString(request, parameters)).toBe(
      'POST&https%3A%2F%2Fsandbox.api.mastercard.com%2Fcts%2Fissuers%2Fuser-deletions&' +
        'oauth_body_hash%3DJuEIy8T%2F5BNYkqQoaT7HhGJHBq3dr3XUrEIeQwag%2Fw8%3D%26' +
        'oauth_consumer_key%3DabcDEF-_1%210123456789abcdef%26oauth_nonce%3DuTeLPs6K%26' +
        'oauth_signature_method%3DRSA-SHA256%26oauth_timestamp%3D1524771555%26oauth_version%3D1.0',
    );
  });

  test('RFC 5849 encodes values before they are joined', () => {
    expect(rfcBaseString(request, parameters)).toBe(
      'POST&https%3A%2F%2Fsandbox.api.mastercard.com%2Fcts%2Fissuers%2Fuser-deletions&' +
        'oauth_body_hash%3DJuEIy8T%252F5BNYkqQoaT7HhGJHBq3dr3XUrEIeQwag%252Fw8%253D%26' +
        'oauth_consumer_key%3DabcDEF-_1%25210123456789abcdef%26oauth_nonce%3DuTeLPs6K%26' +
        'oauth_signature_method%3DRSA-SHA256%26oauth_timestamp%3D1524771555%26oauth_version%3D1.0',
    );
  });

  test('the example of RFC 5849, 3.4.1.1', () => {
    // The body parameters of the example (c2 and a3) stand in the query here: this client sends JSON only.
    const example = { method: 'post', url: 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q' };
    const given = {
      oauth_consumer_key: '9djdj82h48djs9d2',
      oauth_token: 'kkk9d7dh3k39sjv7',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131201',
      oauth_nonce: '7d8f3e4a',
    };
    expect(rfcBaseString(example, new Map(Object.entries(given)))).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D' +
        '%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method' +
        '%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  test('default ports are left out, others stay', () => {
    expect(baseUri('https://Example.com:443/a?b=c')).toBe('https://example.com/a');
    expect(baseUri('http://example.com:80/a')).toBe('http://example.com/a');
    expect(baseUri('http://127.0.0.1:8080/a')).toBe('http://127.0.0.1:8080/a');
    expect(baseUri('https://example.com:80/a')).toBe('https://example.com:80/a');
  });
});
