import { broken, fails, warns, type Primary } from '../types.ts';
import { drop, steps, type Wrong } from './tools.ts';

const RESEMBLING = 'id-that-resembles-a-users-deletes-nobody';
const HYPHENS = 'hyphens-elsewhere-delete-nobody';

const digits = (id: string): string => id.replaceAll('-', '').toLowerCase();
const HALF = 16;
const VERSION_AT = 12;

/** Whom a deletion takes besides those whose ids it names, by what is left of both ids. */
function alike(id: string, does: string, kept: (id: string) => string, primary: Primary = fails(RESEMBLING)): Wrong {
  return takes(id, does, (asked, users) => kept(asked) === kept(users), primary);
}

function takes(id: string, does: string, isTaken: (asked: string, users: string) => boolean, primary: Primary): Wrong {
  const change = steps({
    deleteUsers(_call, issuer, ids) {
      const gone = ids.filter((one) => issuer.users.delete(one));
      drop(issuer, (users) => ids.some((asked) => isTaken(asked, users)));
      return gone;
    },
  });
  return broken(id, does, primary, change, { requirements: Object.keys(primary) });
}

/** Parts of an id in place of the whole. */
export const RESEMBLING_IDS: readonly Wrong[] = [
  alike('first-group-is-the-key', 'Users are found by the first group of the id.', (id) => id.slice(0, 8)),
  alike('high-half-is-the-key', 'Users are found by the upper 64 bits of the id.', (id) => digits(id).slice(0, HALF)),
  alike('low-half-is-the-key', 'Users are found by the lower 64 bits of the id.', (id) => digits(id).slice(HALF)),
  alike('last-group-is-the-key', 'Users are found by the last group of the id.', (id) => id.slice(-12).toLowerCase()),
  alike('ids-are-doubles', 'Ids are numbers of 53 bits.', (id) => String(Number(`0x${digits(id)}`))),
  alike('version-is-set', 'The digit of the version is put right before the look-up.', (id) => {
    const all = digits(id);
    return all.slice(0, VERSION_AT) + all.slice(VERSION_AT + 1);
  }),
  takes(
    'nil-is-everybody',
    'The nil UUID stands for all users.',
    (asked) => /^[0-]+$/.test(asked) && digits(asked) !== '',
    fails(RESEMBLING),
  ),
  takes(
    'max-is-everybody',
    'The max UUID stands for all users.',
    (asked) => /^[f-]{36}$/.test(asked) && digits(asked) !== '',
    fails(RESEMBLING),
  ),
  alike('hyphens-are-left-out', 'Ids are compared without hyphens.', (id) => digits(id), warns(HYPHENS)),
];
