import { randomInt } from 'node:crypto';
import { valueAt } from '../contract/pointer.ts';
import type { CardsProfile } from '../vendor/types.ts';
import { operationOf, requestOf, signedBy } from './requests.ts';
import { bodyOf, describeAnswer, notRun, surroundings } from './troubles.ts';
import type { CardIssue, User, UsersContext } from './types.ts';
import { Unjudgeable } from './unjudgeable.ts';

/**
 * Card numbers to create users with, within the ranges that the operator names or that the vendor's contract offers,
 * which are asked for once for each tenant.
 */
export function createCardIssue(profile: CardsProfile, declared: readonly string[] | undefined): CardIssue {
  const ranges = new Map<User['tenant'], Promise<readonly string[]>>();
  return {
    async draw(tenant, context) {
      // The operator names the ranges of the tenant under test.
      const own = tenant === 'own' ? declared : undefined;
      const asked = own ?? (await (ranges.get(tenant) ?? remember(tenant, context)));
      return newCardNumber(asked[randomInt(asked.length)] ?? '', profile.digits);
    },
  };

  function remember(tenant: User['tenant'], context: UsersContext): Promise<readonly string[]> {
    const asked = askForRanges(profile, tenant, context);
    ranges.set(tenant, asked);
    // A failure is the answer to one row, not to all that come after it.
    asked.catch(() => ranges.delete(tenant));
    return asked;
  }
}

/** @throws Unjudgeable (`not-run`, or `inconclusive` where no answer came) */
async function askForRanges(
  { operation: id, ranges }: CardsProfile,
  tenant: User['tenant'],
  context: UsersContext,
): Promise<readonly string[]> {
  const { vendor, identities, send } = context;
  const { env, errors } = vendor.profile;
  const operation = operationOf(vendor, id);
  const sign = signedBy(tenant, identities, env);
  const exchange = await send(requestOf(operation, {}), { role: 'setup', operation: id, valid: true, ...sign });
  const found = valueAt(bodyOf(exchange), ranges);
  const list = typeof found === 'string' ? found.split(',').map((range) => range.trim()) : [];
  const usable = list.filter((range) => /^\d{1,15}$/.test(range));
  if (exchange.response?.status === 200 && usable.length > 0) return usable;
  const answered = describeAnswer(exchange, errors.code);
  const message = `No card could be chosen: ${id} was answered ${answered} without card ranges. ${env}_CARD_RANGES names them.`;
  throw new Unjudgeable(surroundings(exchange, `The call ${id}`) ?? notRun('setup', message), [exchange]);
}

/** A random card number of that many digits that begins with the prefix and ends in its check digit (Luhn, ISO/IEC 7812-1). */
export function newCardNumber(prefix: string, digits: number): string {
  const body = [...prefix.slice(0, digits - 1)];
  while (body.length < digits - 1) body.push(String(randomInt(10)));
  // From the right, every second digit counts twice, the one beside the check digit first.
  const sum = body.toReversed().reduce((total, digit, index) => total + weighed(Number(digit), index % 2 === 0), 0);
  return body.join('') + String((10 - (sum % 10)) % 10);
}

function weighed(digit: number, twice: boolean): number {
  if (!twice) return digit;
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
}
