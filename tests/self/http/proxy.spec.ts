import { test, expect } from '@playwright/test';
import { proxyFor, type ProxyEnvironment } from '../../../src/http/proxy.ts';

const PROXY = 'http://proxy.example:3128';
const find = (url: string, environment: ProxyEnvironment) => proxyFor(new URL(url), environment);

test.describe('which proxy', () => {
  const cases: [what: string, url: string, environment: ProxyEnvironment, variable: string | undefined][] = [
    ['none is named', 'https://a.example', {}, undefined],
    ['by scheme: https', 'https://a.example', { HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY }, 'HTTPS_PROXY'],
    ['by scheme: http', 'http://a.example', { HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY }, 'HTTP_PROXY'],
    ['the other scheme has one', 'http://a.example', { HTTPS_PROXY: PROXY }, undefined],
    ['lower case', 'https://a.example', { https_proxy: PROXY }, 'https_proxy'],
    ['lower case wins', 'https://a.example', { https_proxy: PROXY, HTTPS_PROXY: 'http://other' }, 'https_proxy'],
    ['empty counts as unset', 'https://a.example', { https_proxy: ' ', HTTPS_PROXY: PROXY }, 'HTTPS_PROXY'],
    ['exempt', 'https://a.example', { HTTPS_PROXY: PROXY, NO_PROXY: 'a.example' }, undefined],
    ['exempt in lower case', 'https://a.example', { HTTPS_PROXY: PROXY, no_proxy: 'a.example' }, undefined],
    ['an empty no_proxy', 'https://a.example', { HTTPS_PROXY: PROXY, no_proxy: '', NO_PROXY: '*' }, undefined],
    ['this machine by name', 'http://LocalHost:8080', { HTTP_PROXY: PROXY }, undefined],
    ['this machine by address', 'http://127.1.2.3', { HTTP_PROXY: PROXY }, undefined],
    ['this machine by IPv6 address', 'https://[::1]/', { HTTPS_PROXY: PROXY }, undefined],
    ['a name that only begins like this machine', 'http://127.0.0.1.example', { HTTP_PROXY: PROXY }, 'HTTP_PROXY'],
  ];
  for (const [what, url, environment, variable] of cases)
    test(what, () => {
      expect(find(url, environment)?.variable).toBe(variable);
    });
});

test.describe('NO_PROXY', () => {
  const exempt: Record<string, readonly string[]> = {
    '*': ['http://a.example', 'http://[2001:db8::1]/'],
    'x.example, b.example': ['http://b.example'],
    'x.example b.example': ['http://b.example', 'http://B.Example.'],
    'b.example': ['http://a.b.example:8080'],
    '.b.example': ['http://b.example', 'http://a.b.example'],
    '*.b.example': ['http://b.example', 'http://a.b.example'],
    'b.example.': ['http://b.example'],
    'b.example:8080': ['http://b.example:8080', 'http://a.b.example:8080'],
    'b.example:80': ['http://b.example'],
    '10.1.2.3': ['http://10.1.2.3:9'],
    '10.0.0.0/8': ['http://10.255.0.1'],
    '2001:db8::1': ['http://[2001:db8::1]/'],
    '[2001:db8::1]:8080': ['http://[2001:db8::1]:8080/'],
    '2001:db8::/32': ['http://[2001:db8:5::1]/'],
  };
  for (const [list, urls] of Object.entries(exempt))
    for (const url of urls)
      test(`"${list}" exempts ${url}`, () => {
        expect(find(url, { HTTP_PROXY: PROXY, NO_PROXY: list })).toBeUndefined();
      });

  const kept: [list: string, url: string][] = [
    ['b.example', 'http://ab.example'],
    ['a.b.example', 'http://b.example'],
    ['b.example:8080', 'http://b.example'],
    ['.1', 'http://10.0.0.1'],
    ['0.0.1', 'http://10.0.0.1'],
    ['10.0.0.0/8', 'http://11.0.0.1'],
    ['10.0.0.0/8', 'http://ten.example'],
    ['10.0.0.0/33', 'http://10.0.0.1'],
    ['10.0.0.0/x', 'http://10.0.0.1'],
    ['::/0', 'http://10.0.0.1'],
    [', ,.,*.', 'http://a.example'],
    ['a:b:c', 'http://a.example'],
  ];
  for (const [list, url] of kept)
    test(`"${list}" does not exempt ${url}`, () => {
      expect(find(url, { HTTP_PROXY: PROXY, NO_PROXY: list })?.hostname).toBe('proxy.example');
    });
});

test.describe('the proxy itself', () => {
  const read = (value: string) => find('https://a.example', { HTTPS_PROXY: value });

  test('scheme and port have defaults', () => {
    expect(read(' proxy.example:3128 ')).toMatchObject({ protocol: 'http:', hostname: 'proxy.example', port: 3128 });
    expect(read('proxy.example')).toMatchObject({ protocol: 'http:', port: 80 });
    expect(read('https://proxy.example/')).toMatchObject({ protocol: 'https:', port: 443 });
    expect(read('http://[2001:db8::1]:8080')).toMatchObject({ hostname: '[2001:db8::1]', port: 8080 });
    expect(read('proxy.example')).not.toHaveProperty('authorization');
  });

  for (const [value, pair] of [
    ['http://user:pa%40ss@proxy.example', 'user:pa@ss'],
    ['http://user@proxy.example', 'user:'],
    ['user:50%@proxy.example', 'user:50%'],
  ] as const)
    test(`credentials of ${value}`, () => {
      expect(read(value)?.authorization).toBe(`Basic ${Buffer.from(pair).toString('base64')}`);
    });

  for (const value of [
    'socks5://user:hush@proxy.example',
    'http://user:hu#sh@proxy.example',
    'http://user:12/hush@proxy.example',
    'http://user:12?hush@proxy.example',
    'http://user:12#hush@proxy.example',
    'http://user:hush@',
    'http://user:hush@proxy.example:port',
  ])
    test(`${value} is refused, and not repeated`, () => {
      const refusal = () => read(value);
      expect(refusal).toThrow(/^The request was not sent: HTTPS_PROXY (is not the URL of|has an "@" after its host)/);
      expect(refusal).toThrow(expect.objectContaining({ kind: 'unsent' }));
      expect(refusal).not.toThrow(/hush|user:/);
    });
});
