import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { SCHEMES, schemeOf } from '../../../src/auth/schemes.ts';

interface ProfileSchema {
  readonly properties: {
    readonly auth: {
      readonly properties: { readonly scheme: { readonly enum: string[] } };
      readonly allOf: readonly {
        readonly if: { readonly properties: { readonly scheme: { readonly const: string } } };
        readonly then: { readonly $ref: string };
      }[];
    };
  };
  readonly $defs: Readonly<Record<string, { readonly properties?: { readonly scheme?: { readonly const: string } } }>>;
}

const schema = JSON.parse(
  readFileSync(new URL('../../../specs/profile.schema.json', import.meta.url), 'utf8'),
) as ProfileSchema;
const names = SCHEMES.map(({ name }) => name);

test('each scheme has one section of the profile’s schema, and no section is without a scheme', () => {
  const { auth } = schema.properties;
  expect(auth.properties.scheme.enum).toEqual(names);
  expect(auth.allOf.map((one) => [one.if.properties.scheme.const, one.then.$ref])).toEqual(
    names.map((name) => [name, `#/$defs/auth-${name}`]),
  );
  const sections = Object.entries(schema.$defs).filter(([name]) => name.startsWith('auth-'));
  expect(sections.map(([name, { properties }]) => [name, properties?.scheme?.const])).toEqual(
    names.map((name) => [`auth-${name}`, name]),
  );
});

test('no code but a scheme’s own speaks of it by name', () => {
  const source = new URL('../../../src/', import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/^(?:auth|sandbox|init)[\\/]/.test(file),
  );
  const compared = new RegExp(`scheme\\s*(?:[!=]==|:)\\s*'(?:${names.join('|')})'|case '(?:${names.join('|')})'`);
  expect(files.filter((file) => compared.test(readFileSync(new URL(file, source), 'utf8')))).toEqual([]);
});

test('an unknown scheme is answered with the ones that there are', () => {
  expect(() => schemeOf({ scheme: 'bearr' })).toThrow(
    `no scheme of authentication is named "bearr", did you mean "bearer"? There are ${names.join(', ')}.`,
  );
});

test('an editor explains each key of a profile', () => {
  const parts = (schema.properties as Record<string, unknown>)['deletion'] as { properties: Record<string, object> };
  for (const properties of [schema.properties as unknown as Record<string, object>, parts.properties])
    for (const [name, one] of Object.entries(properties)) expect(one, name).toHaveProperty('description');
});
