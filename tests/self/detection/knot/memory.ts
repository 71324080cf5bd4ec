import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { Refusal } from '../../../../src/sandbox/answer.ts';
import { invalidField } from '../../../../src/sandbox/knot/errors.ts';
import { broken, fails, legal, warns } from '../types.ts';
import { idsOf, namedIn, ownTenant, steps, type Right, type Wrong } from './tools.ts';

/** Whoever's id comes to the same by `form` is deleted; nobody else. */
const comesTo = (form: (id: string) => string) =>
  steps({
    deleteUser(_call, tenant, id) {
      const same = idsOf(tenant).filter((other) => form(other) === form(id));
      return same.map((other) => tenant.users.delete(other)).some(Boolean);
    },
  });

const withHeader = (name: string, value: (isKnown: boolean) => string) =>
  steps({
    refuseCredentials(call) {
      const answer = KNOT.refuseCredentials(call);
      const isKnown = ownTenant(call).users.find(namedIn(call)) !== undefined;
      return { ...answer, headers: { ...answer.headers, [name]: value(isKnown) } };
    },
  });

const ENUMERATION = { requirements: ['headers-hide-existence-from-strangers', 'texts-hide-existence-from-strangers'] };

/** What is remembered, written back, told beside the body, or taken for something else. */
export const MEMORY: readonly Wrong[] = [
  broken(
    'remembers-absence',
    'An id that was unknown once is unknown for ever.',
    fails('several-users-are-deleted-one-after-another'),
    () => {
      const absent = new Set<string>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            if (!tenant.users.find(id)) absent.add(id);
            return !absent.has(id) && tenant.users.delete(id);
          },
        },
      };
    },
    { requirements: ['several-users-are-deleted-one-after-another'] },
  ),
  broken(
    'header-tells',
    'A header field of a 401 shows whether there is such a user.',
    fails('headers-hide-existence-from-strangers'),
    withHeader('x-account-state', (isKnown) => (isKnown ? 'active' : 'none')),
    ENUMERATION,
  ),
  broken(
    'success-for-addresses',
    'Whatever looks like an address is answered 200, whether there is such a user or not.',
    fails('success-is-never-for-nobody'),
    steps({
      answerUnknownUser: (call, id) =>
        id.includes('@') ? { status: 200, body: { message: 'Success' } } : KNOT.answerUnknownUser(call, id),
    }),
    { requirements: ['success-is-never-for-nobody'] },
  ),
  broken(
    'columns-of-three-bytes',
    'An id ends at its first character beyond the basic plane.',
    fails('unknown-id-that-is-taken-apart-deletes-nobody'),
    comesTo((id) => id.replace(/[\u{10000}-\u{10FFFF}].*$/su, '')),
    { requirements: ['unknown-id-that-is-taken-apart-deletes-nobody'] },
  ),
  broken(
    'backslashes-do-not-count',
    'Backslashes in an id do not count.',
    fails('unknown-id-that-is-taken-apart-deletes-nobody'),
    comesTo((id) => id.replaceAll('\\', '')),
    { requirements: ['unknown-id-that-is-taken-apart-deletes-nobody'] },
  ),
  broken(
    'variation-selectors-dropped',
    'What chooses the look of a character does not count.',
    fails('unknown-id-that-folds-into-another-deletes-nobody'),
    comesTo((id) => id.replace(/[\u{FE00}-\u{FE0F}]/gu, '')),
    { requirements: ['unknown-id-that-folds-into-another-deletes-nobody'] },
  ),
  broken(
    'quoted-charset-refused',
    'A charset in quotes is refused.',
    warns('any-case-of-a-deletion-is-done-or-refused'),
    steps({
      readProperties(call) {
        if (/charset="/.test(call.request.headers.get('content-type') ?? ''))
          throw new Refusal(invalidField('The charset is not supported.', 415));
        return KNOT.readProperties(call);
      },
    }),
    { requirements: ['any-case-of-a-deletion-is-done-or-refused'] },
  ),
  broken(
    'later-links-go-too',
    'The links of everybody who came later to a merchant of the deleted user go with them, but for the first merchant.',
    fails('other-users-keep-everything'),
    steps({
      deleteUser(_call, tenant, id) {
        const merchants = [...(tenant.users.find(id)?.accounts.keys() ?? [])].slice(1);
        const later = idsOf(tenant).slice(idsOf(tenant).indexOf(id) + 1);
        const isThere = tenant.users.delete(id);
        if (isThere)
          for (const other of later)
            for (const merchant of merchants) tenant.users.find(other)?.accounts.delete(merchant);
        return isThere;
      },
    }),
  ),
];

/** Header fields that differ, and tell nothing. */
export const LEGAL_MEMORY: readonly Right[] = [
  legal(
    'two-nodes-name-themselves',
    'Two nodes answer in turn, and each names itself in a header field (A4).',
    () => {
      let answers = 0;
      return withHeader('x-served-by', () => `node-${(answers += 1) % 2}`)();
    },
    {},
    ENUMERATION,
  ),
  legal(
    'requests-left',
    'A header field says how many requests are left (A4).',
    () => {
      let left = 10_000;
      return withHeader('x-requests-left', () => String((left -= 1)))();
    },
    {},
    ENUMERATION,
  ),
];
