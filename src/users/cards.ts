import { valueAt } from '../contract/json-pointer.ts';
import type { CardsProfile } from '../spec-loader/types.ts';
import { operationOf, requestOf, signedBy } from './operation-requests.ts';
import { bodyOf, describeAnswer, whyNotJudged } from './responses.ts';
import type { Draw, User, UsersContext } from './types.ts';
import type { CardNumbers } from './types.ts';
import { NotJudgedError } from './not-judged-error.ts';
import { notRun } from '../verdict/not-judged.ts';

/**
 * Card numbers to create users with, within the ranges that the operator names or that the vendor's contract offers,
 * which are asked for once for each tenant. The number itself depends on no other requirement.
 */
export function createCardNumbers(profile: CardsProfile, declared: readonly string[] | undefined): CardNumbers {
  const ranges = new Map<User['tenant'], Promise<readonly string[]>>();
  return {
    async next(tenant, context) {
      // The operator names the ranges of the tenant under test.
      const own = tenant === 'own' ? declared : undefined;
      const range = own ? oneOf(own, context.draw) : await askedRange(tenant, context);
      return newCardNumber(range, profile.digits, context.draw('card'));
    },
  };

  /** A range that another requirement has asked for; where none has, this one asks. */
  async function askedRange(tenant: User['tenant'], context: UsersContext): Promise<string> {
    let own: Promise<readonly string[]> | undefined;
    const known = await context.shared.later('card range', null, async () => {
      const asked = ranges.get(tenant);
      // Before anything is awaited, or several would ask.
      if (!asked) own = remember(tenant, context);
      const answered = await asked?.catch(() => undefined);
      return answered ? oneOf(answered, context.draw) : null;
    });
    return known ?? oneOf(await (own ?? remember(tenant, context)), context.draw);
  }

  function remember(tenant: User['tenant'], context: UsersContext): Promise<readonly string[]> {
    const asked = askForRanges(profile, tenant, context);
    ranges.set(tenant, asked);
    // A failure is the answer to one requirement, not to all that come after it.
    asked.catch(() => ranges.delete(tenant));
    return asked;
  }
}

/** @throws NotJudgedError (`not-run`, or `inconclusive` where no answer came) */
async function askForRanges(
  profile: CardsProfile,
  tenant: User['tenant'],
  context: UsersContext,
): Promise<readonly string[]> {
  const { vendor, authenticators, send } = context;
  const { env, errors } = vendor.profile;
  const id = profile.operation;
  const operation = operationOf(vendor, id);
  const sign = signedBy(tenant, authenticators, env);
  const exchange = await send(requestOf(operation, {}), { role: 'setup', operation: id, conforms: true, ...sign });
  const usable = rangesIn(bodyOf(exchange), profile);
  if (exchange.response?.status === 200 && usable.length > 0) return usable;
  const answered = describeAnswer(exchange, errors.code);
  const message = `No card could be chosen: ${id} was answered ${answered} without card ranges. ${env}_CARD_RANGES names them.`;
  throw new NotJudgedError(whyNotJudged(exchange, `The call ${id}`) ?? notRun('setup', message), [exchange]);
}

/** The beginnings of card numbers that the body of an answer names. */
export function rangesIn(body: unknown, { ranges }: Pick<CardsProfile, 'ranges'>): string[] {
  const found = valueAt(body, ranges);
  const list = typeof found === 'string' ? found.split(',').map((range) => range.trim()) : [];
  return list.filter((range) => /^\d{1,15}$/.test(range));
}

function oneOf(ranges: readonly string[], draw: Draw): string {
  return ranges[draw('card range').readUInt32BE() % ranges.length] ?? '';
}

/**
 * A card number of that many digits that begins with the prefix and ends in its check digit (Luhn, ISO/IEC 7812-1).
 * @param random bytes for the digits between
 */
export function newCardNumber(prefix: string, digits: number, random: Buffer): string {
  const drawn = BigInt(`0x${random.toString('hex')}`).toString();
  const missing = Math.max(0, digits - 1 - prefix.length);
  const body = [...prefix.slice(0, digits - 1), ...drawn.slice(drawn.length - missing)];
  // From the right, every second digit counts twice, the one next to the check digit first.
  const sum = body.toReversed().reduce((total, digit, index) => total + weighed(Number(digit), index % 2 === 0), 0);
  return body.join('') + String((10 - (sum % 10)) % 10);
}

function weighed(digit: number, twice: boolean): number {
  if (!twice) return digit;
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
}
