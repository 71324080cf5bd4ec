import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { invalidField, userNotFound } from '../../../../src/sandbox/knot/errors.ts';

import { legal } from '../types.ts';
import { altered, isDeletion, page } from '../wire.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { refuse, steps, type Right } from './tools.ts';

/** What docs/rules.md accepts besides the reference behaviour, users and their deletion. */
export const LEGAL_RULES: readonly Right[] = [
  legal(
    'empty-id-is-unknown',
    'An empty id is answered as an unknown user (K4).',
    given(
      (id) => id === '',
      () => userNotFound(),
    ),
  ),
  legal(
    'number-as-text',
    'A number is taken for the text of its digits (K6).',
    reading((id) => (typeof id === 'number' ? String(id) : id)),
  ),
  legal(
    'number-refused-by-code',
    'A number is refused with a code of its own (K6).',
    given(
      (id) => typeof id === 'number',
      () => ({
        status: 400,
        body: { error_type: 'INVALID_REQUEST', error_code: 'INVALID_TYPE', error_message: 'No.' },
      }),
    ),
  ),
  legal(
    'trims-everywhere',
    'Blanks around an id are taken away wherever it is read (K5).',
    everywhere((id) => id.trim()),
  ),
  legal(
    'folds-everywhere',
    'The case of an id counts for nothing anywhere (A22).',
    everywhere((id) => id.toLowerCase()),
  ),
  legal(
    'normalises-everywhere',
    'Ids are normalised wherever they are read (A22).',
    everywhere((id) => id.normalize('NFKC')),
  ),
  legal(
    'blank-is-missing',
    'An id of blanks is a missing field (K5).',
    given(
      (id) => typeof id === 'string' && id.trim() === '',
      () => invalidField('Required.'),
    ),
  ),
  legal(
    'wrong-types-are-422',
    'A boolean, array or object is answered 422 with INVALID_FIELD (K7).',
    given(
      (id) => (typeof id === 'object' && id !== null ? true : typeof id === 'boolean'),
      () => invalidField('Type.', 422),
    ),
  ),
  legal('repeat-is-success', 'A second deletion is answered 200 (K16).', remembering(), {
    'second-deletion-finds-nobody': 'K16 and A6: 200 is accepted with a warning',
  }),
  legal('late-by-a-second', 'A deletion becomes visible a second later (K17).', () => ({ deletionDelayMs: 1000 }), {
    'deletion-is-visible-at-once': 'K17: at once is wished',
  }),
  legal(
    'late-by-four-seconds',
    'A deletion becomes visible four seconds later (K17).',
    () => ({ deletionDelayMs: 4000 }),
    { 'deletion-is-visible-at-once': 'K17: at once is wished' },
  ),
  legal(
    'gone-is-an-empty-list',
    'accounts/get answers 200 with an empty list for a user who does not exist (K18).',
    steps({ listAccounts: (call, tenant, id) => KNOT.listAccounts(call, tenant, id) ?? [] }),
  ),
  legal(
    'session-makes-nobody',
    'A user comes into being with the first linked account (K19).',
    steps({
      createSession: (call) => {
        KNOT.readDeletion(call);
        return { status: 200, body: { session: 's' } };
      },
    }),
  ),
  legal('nobody-twice', 'An id that was deleted is never given again (K20).', graveyard()),
  legal(
    'odd-version-refused',
    'A Knot-Version that does not exist is answered 400 (K25).',
    steps({
      handle: (call) =>
        /^(?:2\.0)?$/.test(call.request.headers.get('knot-version') ?? '')
          ? KNOT.handle(call)
          : invalidField('Version.'),
    }),
  ),
  legal(
    'plain-ids-only',
    'Sessions are opened for plain ids alone (K29, A21).',
    steps({
      createSession: (call, tenant) =>
        /^[\w-]{1,64}$/.test(KNOT.readDeletion(call)) ? KNOT.createSession(call, tenant) : invalidField('Id.'),
    }),
  ),
  ...[413, 414, 431].map((status) =>
    legal(
      `long-is-${status}`,
      `A long id is answered ${status} (A21).`,
      altered(
        // Blanks around the JSON are no part of the id.
        (request) => isDeletion(request) && (request.body?.toString().trim().length ?? 0) > 800,
        () => page(status, 'Too Long'),
      ),
    ),
  ),
  legal('foreign-user-403', "Another client's user is answered 403 (A7).", foreign(403), {
    'user-of-other-client-is-answered-like-an-unknown-one': 'A7: 400 is wished',
  }),
  legal('foreign-user-404', "Another client's user is answered 404 (A7).", foreign(404), {
    'user-of-other-client-is-answered-like-an-unknown-one': 'A7: 400 is wished',
  }),
];

/** Answers ids of a kind in a way of its own. */
function given(isIt: (id: unknown) => boolean, reply: () => ReturnType<typeof userNotFound>) {
  return steps({
    deletion(call, tenant) {
      const { external_user_id: id } = call.steps.readProperties(call);
      return id !== undefined && isIt(id) ? reply() : KNOT.deletion(call, tenant);
    },
  });
}

function reading(mangle: (id: unknown) => unknown) {
  return steps({
    readProperties(call) {
      const properties = KNOT.readProperties(call);
      return 'external_user_id' in properties
        ? { ...properties, external_user_id: mangle(properties['external_user_id']) }
        : properties;
    },
  });
}

/** Takes ids in one form, in bodies and in queries. */
function everywhere(form: (id: string) => string) {
  const properties = reading((id) => (typeof id === 'string' ? form(id) : id))().behaviour!;
  return steps({ ...properties, listAccounts: (call, tenant, id) => KNOT.listAccounts(call, tenant, form(id)) });
}

function remembering() {
  const change = (): KnotRun => {
    const gone = new Set<string>();
    return {
      behaviour: {
        deleteUser(_call, tenant, id) {
          const isThere = tenant.users.delete(id) || gone.has(id);
          if (isThere) gone.add(id);
          return isThere;
        },
      },
    };
  };
  return change;
}

function graveyard() {
  return (): KnotRun => {
    const gone = new Set<string>();
    return {
      behaviour: {
        deleteUser(_call, tenant, id) {
          gone.add(id);
          return tenant.users.delete(id);
        },
        createSession: (call, tenant) =>
          gone.has(KNOT.readDeletion(call)) ? invalidField('Taken.') : KNOT.createSession(call, tenant),
      },
    };
  };
}

function foreign(status: number) {
  return steps({
    deleteUser({ tenants }, tenant, id) {
      if (tenant.users.delete(id)) return true;
      if (tenants.some(({ users }) => users.find(id))) refuse(status, 'USER_ERROR', 'USER_NOT_FOUND');
      return false;
    },
  });
}
