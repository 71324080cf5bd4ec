import { gzipSync } from 'node:zlib';
import { headerValues } from '../../../../src/http/message.ts';
import type { WireResponse } from '../../../../src/http/types.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, isDeletion, page, withBytes, withHeader, withJson } from '../wire.ts';
import { type Wrong } from './tools.ts';

const CONTRACT = 'deletion-answer-keeps-the-contract';
const ACCEPTED = 'deletion-is-accepted';
const REQUIREMENTS = [
  ACCEPTED,
  'deleted-user-is-gone',
  'two-users-are-deleted-in-one-request',
  'second-deletion-is-harmless',
];

/** Deletes as it should and says so in another form. */
export const SHAPE: readonly Wrong[] = [
  success(
    'status-200',
    'A deletion is answered 200.',
    fails(ACCEPTED, 'deletion-has-no-undocumented-status'),
    (usual) => ({ ...usual, status: 200 }),
  ),
  success('status-201', 'A deletion is answered 201.', fails(ACCEPTED), (usual) => ({ ...usual, status: 201 })),
  success('status-204', 'A deletion is answered 204 without a body.', fails(ACCEPTED), () =>
    answer(204, undefined, []),
  ),
  success('status-207', 'A deletion is answered 207.', fails(ACCEPTED), (usual) => ({ ...usual, status: 207 })),
  success(
    'location-alone',
    'A deletion is answered 202 with a Location and no body, as the sibling service does.',
    fails(ACCEPTED, CONTRACT),
    () => answer(202, undefined, [['location', '/deletions/1']]),
  ),
  broken(
    'compressed-without-a-label',
    'To a client that takes gzip the answer is compressed, and not labelled.',
    fails(CONTRACT),
    altered(
      (request) => isDeletion(request) && /gzip/.test(headerValues(request.headers, 'accept-encoding')[0] ?? ''),
      (usual) => ({ ...usual, body: gzipSync(usual.body) }),
    ),
  ),
  success('unlabelled', 'The list is not labelled.', warns(CONTRACT), (usual) =>
    withHeader(usual, 'content-type', undefined),
  ),
  success('labelled-text', 'The list is labelled text/plain.', fails(CONTRACT), (usual) =>
    withHeader(usual, 'content-type', 'text/plain'),
  ),
  success('labelled-vendor', 'The list is labelled application/vnd.mastercard+json.', fails(CONTRACT), (usual) =>
    withHeader(usual, 'content-type', 'application/vnd.mastercard+json'),
  ),
  success('page', 'The list is a page for people.', fails(CONTRACT, ACCEPTED), () => page(202, 'Accepted')),
  success('cut-off', 'The list breaks off before its declared length.', fails(CONTRACT), (usual) => ({
    ...withBytes(usual, usual.body.subarray(0, -4)),
    truncated: true,
  })),
  success('half-json', 'The list lacks its last bracket.', fails(CONTRACT), (usual) =>
    withBytes(usual, usual.body.subarray(0, -1)),
  ),
  success('twice-encoded', 'The list is a JSON string that holds JSON.', fails(CONTRACT), (usual) =>
    withBytes(usual, JSON.stringify(usual.body.toString())),
  ),
  success('trailing-bytes', 'Another list follows the list.', fails(CONTRACT), (usual) =>
    withBytes(usual, `${usual.body.toString()}[]`),
  ),
  success('bom', 'The list begins with a byte order mark.', warns(CONTRACT), (usual) =>
    withBytes(usual, `\uFEFF${usual.body.toString()}`),
  ),
  success('utf-16', 'The list is UTF-16.', fails(CONTRACT), (usual) =>
    withBytes(usual, Buffer.from(usual.body.toString(), 'utf16le')),
  ),
  success('compressed-unasked', 'The list is compressed, which nobody asked for.', warns(CONTRACT), (usual) => ({
    ...usual,
    contentEncoding: 'gzip',
  })),
  success('wrapped', 'The list is in an object.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, (ids) => ({ userIds: ids })),
  ),
  success('objects', 'The list holds objects.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, (ids: string[]) => ids.map((userid) => ({ userid }))),
  ),
  success('lone-text', 'The list is one text.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, (ids: string[]) => ids.join(',')),
  ),
  success('a-message', 'The answer is a message.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, () => ({ message: 'Accepted' })),
  ),
  success('with-null', 'The list ends in null.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, (ids: string[]) => [...ids, null]),
  ),
  success('short-ids', 'The list holds ids without their hyphens.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, (ids: string[]) => ids.map((id) => id.replaceAll('-', ''))),
  ),
  success('nested-list', 'The list is in a list.', fails(CONTRACT, ACCEPTED), (usual) =>
    withJson(usual, (ids) => [ids]),
  ),
];

function success(id: string, does: string, primary: Primary, edit: (usual: WireResponse) => WireResponse): Wrong {
  return broken(id, does, primary, altered(deletionsWith(202), edit), { requirements: REQUIREMENTS });
}
