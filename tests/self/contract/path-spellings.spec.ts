import { expect, test } from '@playwright/test';
import { requestUrl } from '../../../src/configuration/base-url.ts';
import { spellingsOf } from '../../../src/contract/path-spellings.ts';

const BASES = ['http://127.0.0.1:4010', 'https://vendor.example', 'https://vendor.example/v1?key=1'];

test('every spelling of a path of any length is another URL of the same host', () => {
  for (const path of ['/erasures', '/u', '/users/{id}', '/v1/users/{id}', '/a/b/c/d', '/users.json'])
    for (const base of BASES) {
      const spelled = spellingsOf(path).map(({ spell }) => requestUrl(base, spell(path)));
      expect(spelled.length).toBeGreaterThanOrEqual(8);
      for (const url of spelled) {
        expect(URL.canParse(url), url).toBe(true);
        expect(new URL(url).host).toBe(new URL(base).host);
      }
      expect(new Set([...spelled, requestUrl(base, path)]).size).toBe(spelled.length + 1);
    }
});
