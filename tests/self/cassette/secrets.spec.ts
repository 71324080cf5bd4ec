import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { headerValues } from '../../../src/http/message.ts';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { createRunContext } from '../../../src/run/context.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { secretsOf } from '../../../src/configuration/secrets.ts';
import { SLOW } from '../part.ts';
import { record, replay, throughDisk, type Recording } from './run.ts';

const SCHEMA = new URL('../../../specs/cassette.schema.json', import.meta.url);

const RECORDINGS: readonly (Recording & { readonly name: string })[] = [
  { name: 'knot', sandbox: (clock) => createKnotSandbox({ clock }) },
  {
    name: 'mastercard',
    selection: '^(?!.*(five-hundred|twenty-five))',
    sandbox: (clock) => createMastercardSandbox({ clock }),
  },
];

for (const { name, ...recording } of RECORDINGS)
  test(`no secret of a run is in the cassette of ${name}, which keeps its schema`, SLOW, async () => {
    const sent: WireRequest[] = [];
    const { cassette, parts } = await record({
      ...recording,
      environment: { [`${name.toUpperCase()}_HEADERS`]: 'X-Gateway-Key: a-key-of-the-gateway' },
      through: (inner) => (request, limits) => {
        sent.push(request);
        return inner(request, limits);
      },
    });
    const { folder, read } = throughDisk(cassette);
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    rmSync(folder, { recursive: true });
    const text = files.join('\n');

    expect(new Ajv2020({ strictTypes: false }).validate(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object, read)).toBe(
      true,
    );
    const { redactor, authenticators } = createRunContext(parts);
    expect(redactor.find(text)).toEqual([]);
    const secrets = [
      ...secretsOf(parts.target),
      ...authenticators.own.secrets,
      ...(authenticators.other?.secrets ?? []),
    ];
    const lines = secrets.flatMap(({ value }) => value.split('\n')).filter((line) => line.length >= 12);
    expect(lines.filter((line) => text.includes(line) && !line.startsWith('-----'))).toEqual([]);
    const credentials = sent.flatMap(({ headers }) => headerValues(headers, 'authorization')).map(withoutScheme);
    expect(credentials.length).toBeGreaterThan(300);
    expect(credentials.filter((value) => value.length >= 12 && text.includes(value))).toEqual([]);
    // Not the whole text where it does not hold: that would be long.
    expect(/oauth_(?:signature|nonce)="|PRIVATE KEY/.exec(text)?.[0]).toBeUndefined();
  });

test('a secret that leaks is not kept, and yet leaks again in the replay', async () => {
  const leak =
    (inner: Transport): Transport =>
    async (request, limits) => {
      const response = await inner(request, limits);
      const [authorization = ''] = headerValues(request.headers, 'authorization');
      const pair = Buffer.from(withoutScheme(authorization), 'base64').toString();
      const told = { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: `denied: ${pair}` };
      const isUnknown = response.status === 400 && request.url.endsWith('/user/delete');
      if (!isUnknown) return { ...response, headers: [...response.headers, ['X-Debug', authorization]] };
      return { ...response, body: Buffer.from(JSON.stringify(told)) };
    };
  const { cassette, parts } = await record({
    sandbox: (clock) => createKnotSandbox({ clock }),
    through: leak,
    selection: '/(deleted-user-is-gone|unknown-user|responses-hold-no-secrets)',
  });
  expect(cassette.verdicts['knot/responses-hold-no-secrets']).toBe('fail');
  const text = JSON.stringify(cassette);
  expect(createRunContext(parts).redactor.find(text)).toEqual([]);
  expect(text).toContain('[redacted:$KNOT_SECRET]');
  const { verdicts, mismatch } = await replay(cassette);
  expect(mismatch).toBeUndefined();
  expect(verdicts).toEqual(cassette.verdicts);
});

const withoutScheme = (value: string): string => value.replace(/^\S+\s+/, '');
