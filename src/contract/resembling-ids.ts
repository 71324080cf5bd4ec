/** An id that resembles another one and has its form. */
export interface Resemblance {
  readonly name: string;
  readonly description: string;
  /**
   * @param id a UUID of a user
   * @param nobodys a UUID that nobody has
   */
  readonly of: (id: string, nobodys: string) => string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether ids can be made that resemble this one. */
export const isUuid = (id: string): boolean => UUID.test(id);

/** Lengths of the first group, the first half and the last group, hyphens included. */
const GROUP = 8;
const HALF = 18;
const LAST = 12;
const VERSION_AT = 14;

/** What services keep of a UUID in place of the whole, and the two that RFC 9562 sets apart (5.9, 5.10). */
export const RESEMBLANCES: readonly Resemblance[] = [
  resemblance('first-group', 'the first group of the user’s', (id, other) => id.slice(0, GROUP) + other.slice(GROUP)),
  resemblance('first-half', 'the first half of the user’s', (id, other) => id.slice(0, HALF) + other.slice(HALF)),
  resemblance('last-half', 'the last half of the user’s', (id, other) => other.slice(0, HALF) + id.slice(HALF)),
  resemblance('last-group', 'the last group of the user’s', (id, other) => other.slice(0, -LAST) + id.slice(-LAST)),
  resemblance('last-digit', 'all of the user’s but the last digit', (id) => id.slice(0, -1) + another(id.slice(-1))),
  resemblance(
    'version',
    'all of the user’s but the digit of the version',
    (id) => id.slice(0, VERSION_AT) + another(id.charAt(VERSION_AT)) + id.slice(VERSION_AT + 1),
  ),
  resemblance('nil', 'no digit but 0', (id) => id.replace(/[0-9a-f]/gi, '0')),
  resemblance('max', 'no digit but f', (id) => id.replace(/[0-9a-f]/gi, 'f')),
  resemblance('hyphens', 'the digits of the user’s, and the hyphens elsewhere', (id) => {
    const digits = id.replaceAll('-', '');
    return [digits.slice(0, 4), digits.slice(4, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16)].join(
      '-',
    );
  }),
];

function resemblance(name: string, description: string, of: Resemblance['of']): Resemblance {
  return { name, description: `a UUID that has ${description}`, of };
}

/** The next hexadecimal digit. */
const another = (digit: string): string => ((parseInt(digit, 16) + 1) % 16).toString(16);
