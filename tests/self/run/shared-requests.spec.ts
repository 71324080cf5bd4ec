import { expect, test } from '@playwright/test';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { judgeKnot, resultOf, withVerdict, type Run } from './in-process.ts';

const select = (pattern: RegExp): Pick<Run, 'select'> => ({ select: ({ id }) => pattern.test(id) });
const isDeletion = ({ method, url }: WireRequest) => method === 'POST' && url.endsWith('/user/delete');
const isCreation = ({ url }: WireRequest) => url.endsWith('/session/create');

/** Keeps what is sent. */
function watching() {
  const sent: WireRequest[] = [];
  const through =
    (inner: Transport): Transport =>
    (request, limits) => {
      sent.push(request);
      return inner(request, limits);
    };
  return { sent, through };
}

test('requirements that send the same are judged by one deletion, each by its own expectation', async () => {
  const { sent, through } = watching();
  const results = await judgeKnot({ through, ...select(/deleted-user-is-gone|deletion-is-accepted|visible-at-once/) });
  expect(withVerdict(results, 'pass')).toHaveLength(3);
  // The preflight's user, the deleted one and the bystander; two of them are deleted, the third is cleaned up.
  expect(sent.filter(isCreation)).toHaveLength(3);
  const [one, other] = ['deleted-user-is-gone', 'deletion-is-accepted'].map((slug) => resultOf(results, slug));
  expect(one?.expected).not.toBe(other?.expected);
  expect(other?.evidence.some(({ role }) => role === 'act')).toBe(true);
});

test('what is selected alone is sent all the same', async () => {
  const results = await judgeKnot(select(/deletion-is-accepted/));
  expect(withVerdict(results, 'pass')).toEqual(['knot/deletion-is-accepted']);
});

test('users who were seen living after refused requests serve the next requirement', async () => {
  const { sent, through } = watching();
  const pattern = /-delete(s)?-nobody/;
  const results = await judgeKnot({ through, ...select(pattern) });
  expect(withVerdict(results, 'fail', 'error', 'inconclusive')).toEqual([]);
  const passed = withVerdict(results, 'pass').length;
  expect(passed).toBeGreaterThanOrEqual(12);
  // Each of them needs two users, and some need one that nobody else can use.
  expect(sent.filter(isCreation).length).toBeLessThanOrEqual(passed);
});

/** Deletes the first user of the requirements once, when an id with blanks around it is named: as if it were late. */
function deletingLate(inner: Transport): Transport {
  const created: string[] = [];
  let isDone = false;
  return async (request, limits) => {
    const body = request.body?.toString() ?? '';
    const named = /"external_user_id":"([^"]+)"/.exec(body)?.[1] ?? '';
    if (isCreation(request)) created.push(named);
    if (isDeletion(request) && named.startsWith(' ') && !isDone) {
      isDone = true;
      // The preflight's user is the one before.
      await inner({ ...request, body: Buffer.from(JSON.stringify({ external_user_id: created[1] })) }, limits);
    }
    return inner(request, limits);
  };
}

test('whoever dies late is not charged to the requirement that took the user over, and not forgotten either', async () => {
  // The first and the fifth of them share their users.
  const rows = /(missing-id|unusable-body|number-as-id)-delete|(media-type|padded-id)-deletes|other-users-still-live/;
  const results = await judgeKnot({ through: deletingLate, ...select(rows) });
  expect(withVerdict(results, 'fail')).toEqual(['knot/other-users-still-live']);
  expect(withVerdict(results, 'pass')).toHaveLength(5);
});
