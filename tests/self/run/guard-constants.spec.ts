import { expect, test } from '@playwright/test';
import type { Target } from '../../../src/configuration/types.ts';
import { blockedBecause } from '../../../src/run/guard.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { createKnownIds, idFormOf } from '../../../src/run/known-ids.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { loadEdited } from '../vendors/edited-vendor.ts';
import { heronByForm } from '../vendors/heron-form.ts';

// What stands next to the ids in every valid deletion is free where it stands, and as any text everywhere else.

const RUN = 'c0a1b2c3d4e5f6071';
const HERON = 'hm-abcdef-123456789012';
const PLOVER = 'c_0123456789abcdef01234567';
const REQUEST = '11111111-2222-4333-8444-555555555555';

interface Sending {
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
}

/** Why a request is not sent off loopback, and whether that holds there as well; 'sent' where it is. */
function decision(vendor: Vendor, { method, path, type = 'application/json', body }: Sending, ours: readonly string[]) {
  const form = idFormOf(vendor);
  const known = createKnownIds({ runPrefix: RUN, ...(form ? { form } : {}) });
  ours.forEach((id) => known.registerId(id));
  const target = { baseUrl: 'https://vendor.example', loopback: false, headers: [] } as unknown as Target;
  const headers = [['content-type', type]] as const;
  const request = {
    method,
    url: target.baseUrl + path,
    headers,
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  };
  return blockedBecause(request, { vendor, target, known, allowHazardous: false })?.kind ?? 'sent';
}

const heronForm = (body: string, path = '/v1/erasures') => ({
  method: 'POST',
  path,
  type: 'application/x-www-form-urlencoded',
  body,
});

test('a form’s constant is free under its name, and names somebody under the id’s', async () => {
  const vendor = await heronByForm();
  const decided = (body: string, path?: string) => decision(vendor, heronForm(body, path), [HERON]);
  expect(decided(`id=${HERON}&reason=asked`)).toBe('sent');
  expect(decided(`reason=asked&id=${HERON}`)).toBe('sent');
  for (const body of [
    'id=asked&reason=asked',
    `id=${HERON}&id=asked&reason=asked`,
    '%69d=asked&reason=asked',
    `id=${HERON}&reason=alice`,
    `id=${HERON}&reason=asked;id=alice`,
    `id=${HERON}&reason=asked%26id=alice`,
    `id=${HERON}&reason=hm-abcdef-000000000007`,
    `id=${HERON}&reason=asked&asked=alice`,
  ])
    expect(decided(body), body).toBe('foreign');
  expect(decided('id=&reason=asked')).toBe('hazardous');
  // In the query or the path of the form it stands in no valid deletion.
  expect(decided(`id=${HERON}&reason=asked`, '/v1/erasures?reason=asked')).toBe('foreign');
  expect(decided(`id=${HERON}&reason=asked`, '/v1/erasures;reason=asked')).toBe('foreign');
});

test('a constant of the query is free in the query alone', async () => {
  const vendor = await loadEdited(
    {
      vendor: 'heron',
      file: 'profile.yaml',
      passage: 'ids: { query: id }',
      replacement: 'ids: { query: id }\n  query: { mode: hard }',
    },
    {
      vendor: 'heron',
      file: 'openapi.yaml',
      passage: "        - { name: id, in: query, required: true, schema: { $ref: '#/components/schemas/UserId' } }\n",
      replacement:
        "        - { name: id, in: query, required: true, schema: { $ref: '#/components/schemas/UserId' } }\n" +
        '        - { name: mode, in: query, required: true, schema: { type: string, enum: [hard] } }\n',
    },
  );
  const decided = (path: string, body?: string) =>
    decision(vendor, { method: 'DELETE', path, ...(body === undefined ? {} : { body }) }, [HERON]);
  expect(decided(`/v1/users?mode=hard&id=${HERON}`)).toBe('sent');
  for (const query of [
    'mode=hard&id=hard',
    `mode=hard&id=${HERON}&id=hard`,
    `mode=alice&id=${HERON}`,
    `mode=hard;id=alice`,
  ])
    expect(decided(`/v1/users?${query}`), query).toBe('foreign');
  expect(decided(`/v1/users?mode=hard&id=${HERON}`, 'mode=hard')).toBe('foreign');
});

test('a constant of a JSON body is free under its name, and names somebody in the place of an id', async () => {
  const vendor = await loadOne('tests/self/vendors/specs', 'plover', 1);
  const decided = (body: unknown) =>
    decision(vendor, { method: 'POST', path: '/privacy/requests', body: JSON.stringify(body) }, [PLOVER, REQUEST]);
  const naming = (...values: unknown[]) => ({
    request_id: REQUEST,
    type: 'erasure',
    identities: values.map((value) => ({ kind: 'contact_id', value })),
  });
  expect(decided(naming(PLOVER))).toBe('sent');
  for (const id of ['erasure', 'contact_id']) {
    expect(decided(naming(id)), id).toBe('foreign');
    expect(decided(naming(PLOVER, id)), id).toBe('foreign');
    expect(decided({ ...naming(), identities: [id] }), id).toBe('foreign');
    expect(decided({ ...naming(PLOVER), id }), id).not.toBe('sent');
  }
  // In another type, and in a list, it is still there; what is made of it could be somebody's.
  expect(decided({ ...naming(PLOVER), type: { id: 'erasure' } })).toBe('sent');
  expect(decided([naming(PLOVER)])).toBe('sent');
  expect(decided({ ...naming(PLOVER), type: 'erasures' })).toBe('hazardous');
  expect(decided({ ...naming(PLOVER), type: { id: 'contact_id' } })).toBe('foreign');
  // Made of a word of the contract, and yet an id as the contract has them.
  expect(decided(naming('c_000000000000000000000007'))).toBe('foreign');
});

test('what two deletions have in common is free after its name alone where a body is neither JSON nor a form', async () => {
  const vendor = await loadOne('tests/self/vendors/specs', 'plover', 1);
  const decided = (body: string) =>
    decision(vendor, { method: 'POST', path: '/privacy/requests', type: 'text/plain', body }, [PLOVER, REQUEST]);
  const xml = (id: string, type = 'erasure') =>
    `<request_id>${REQUEST}</request_id><type>${type}</type><identities><kind>contact_id</kind><value>${id}</value></identities>`;
  const yaml = (id: string, type = 'erasure') =>
    `request_id: ${REQUEST}\ntype: ${type}\nidentities:\n- kind: contact_id\n  value: ${id}\n`;
  const cutOff = (id: string, type = 'erasure') =>
    `{"request_id":"${REQUEST}","type":${type},"identities":[{"kind":"contact_id","value":${id}}`;
  for (const write of [xml, yaml, cutOff]) {
    expect(decided(write(PLOVER)), write(PLOVER)).toBe('sent');
    // A constant, a constant’s name and the place of the ids, each of which somebody may be called.
    for (const id of ['erasure', 'contact_id', 'type', 'identities', 'value', 'alice', `${PLOVER} erasure`])
      expect(decided(write(id)), write(id)).toBe('foreign');
    expect(decided(write(PLOVER, 'contact_id')), write(PLOVER, 'contact_id')).toBe('foreign');
    expect(decided(write(PLOVER, 'erasures')), write(PLOVER, 'erasures')).toBe('hazardous');
  }
  expect(decided('erasure')).toBe('foreign');
  expect(decided(`type erasure ${PLOVER}`)).toBe('foreign');
});

/** Otter Club with further deletions in its contract, one of which is the one that is judged. */
async function otterDeleting(deletion: Partial<Vendor['profile']['deletion']>): Promise<Vendor> {
  const vendor = await loadEdited({
    vendor: 'otter',
    file: 'openapi.yaml',
    passage: '  /users/{id}:\n',
    replacement: `  /accounts/{account}/users/{id}:
    delete:
      operationId: deleteOfAccount
      parameters:
        - { name: account, in: path, required: true, schema: { type: integer } }
        - { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
      responses: { '204': { description: Deleted. } }
  /erasures:
    post:
      operationId: erase
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [id, version]
              properties: { id: { type: integer, minimum: 1 }, version: { type: integer, enum: [2] } }
      responses: { '204': { description: Deleted. } }
  /users/{id}:\n`,
  });
  const { profile } = vendor;
  return { ...vendor, profile: { ...profile, deletion: { ...profile.deletion, ...deletion } } };
}

test('a number that is a constant names somebody in the place of an id', async () => {
  const vendor = await otterDeleting({ operation: 'erase', ids: '/id' });
  const decided = (body: string) => decision(vendor, { method: 'POST', path: '/erasures', body }, ['71001']);
  expect(decided('{"id":71001,"version":2}')).toBe('sent');
  for (const body of ['{"id":2,"version":2}', '{"id":71001,"id":2,"version":2}', '{"id":[2],"version":2}'])
    expect(decided(body), body).not.toBe('sent');
  expect(decided('{"id":71001,"version":3}')).not.toBe('sent');
});

test('a constant of the path is free in its own segment alone', async () => {
  const vendor = await otterDeleting({ operation: 'deleteOfAccount', ids: { path: 'id' }, path: { account: '7' } });
  const decided = (path: string) => decision(vendor, { method: 'DELETE', path }, ['71001']);
  expect(decided('/accounts/7/users/71001')).toBe('sent');
  expect(decided('/accounts/7/users/7')).toBe('foreign');
  expect(decided('/accounts/71001/users/7')).toBe('foreign');
  expect(decided('/accounts/8/users/71001')).toBe('foreign');
});
