import { Refusal } from '../answer.ts';
import { asObject } from '../body.ts';
import { invalidParameter } from './errors.ts';

/** The most ids that one deletion may name. */
const MAX_USER_IDS = 500;
/** The pattern of the contract, of the whole string: the vendor's test page refuses longer ids. */
const USER_ID = /^[0-9A-Fa-f-]{36}$/;

/** The ids of a deletion, all or none. @throws Refusal 400 */
export function readUserIds(body: unknown): string[] {
  if (body === undefined || body === null) refuse('Required request body is missing');
  if (!Array.isArray(body)) refuse('Request body must be an array of userIds');
  if (body.length < 1 || body.length > MAX_USER_IDS)
    throw new Refusal(invalidParameter('Request body should have at least 1 or not more than 500 userIds', true));
  if (!body.every((id): id is string => typeof id === 'string' && USER_ID.test(id)))
    refuse('userId must match "^[0-9A-Fa-f\\-]{36}"');
  return body;
}

/** The id in a path. @throws Refusal 400 */
export function readPathUserId(id: string): string {
  if (!USER_ID.test(id)) refuse('UserId should be of size 36');
  return id;
}

/** The card of an enrolment whose members keep the contract. @throws Refusal 400 */
export function readCard(body: unknown, ranges: readonly string[]): string {
  for (const [path, required, holds, details] of ENROLMENT_PROPERTIES) {
    const [parent, name] = locate(body, path);
    if (!parent) continue;
    const value = parent[name];
    if (value === undefined ? required : !holds(value)) refuse(details);
  }
  const card = asObject(body).cardNumber as string;
  if (!hasLuhnDigit(card)) refuse('cardNumber is not valid');
  if (!ranges.some((range) => card.startsWith(range))) refuse('cardNumber is not in the supported account range');
  return card;
}

type Holds = (value: unknown) => boolean;

const like =
  (pattern: RegExp): Holds =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const text =
  (min: number, max: number): Holds =>
  (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max;
const object: Holds = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Path, whether it must be there (its parent being there), what holds of it, what an error says. */
const ENROLMENT_PROPERTIES: readonly (readonly [string, boolean, Holds, string])[] = [
  ['cardNumber', true, like(/^\d{16}$/), 'cardNumber must match "^\\d{16}$"'],
  ['cardholderName', true, text(1, 100), 'cardholderName must be between 1 and 100 characters'],
  ['cardBaseCurrency', true, like(/^[A-Za-z]{3}$/), 'cardBaseCurrency must match "^[A-Za-z]{3}$"'],
  ['email', true, object, 'email must not be null'],
  ['email.type', false, text(1, 10), 'email type must be between 1 and 10 characters'],
  ['email.value', false, text(5, 100), 'Email must be in the format: xyz@mail.com'],
  ['expiryInfo', true, object, 'expiryInfo must not be null'],
  ['expiryInfo.month', false, like(/^\d{2}$/), 'expiryInfo month must match "^[0-9]{2}$"'],
  ['expiryInfo.year', false, like(/^\d{4}$/), 'expiryInfo year must match "^[0-9]{4}$"'],
  ['name', false, object, 'name must be an object'],
  ['name.firstName', true, text(1, 100), 'firstName must be between 1 and 100 characters'],
  ['name.lastName', true, text(1, 100), 'lastName must be between 1 and 100 characters'],
  ['billingAddress', false, object, 'billingAddress must be an object'],
  ['billingAddress.countryCode', true, text(3, 3), 'countryCode must have 3 characters'],
  ['billingAddress.type', true, text(3, 20), 'address type must be between 3 and 20 characters'],
  ['locale', false, text(1, 100), 'locale must be between 1 and 100 characters'],
];

/** The object that holds the member of a path, and its name there; no object where the parent is absent. */
function locate(body: unknown, path: string): [parent: Readonly<Record<string, unknown>> | undefined, name: string] {
  const [first = '', second] = path.split('.');
  const properties = asObject(body);
  if (second === undefined) return [properties, first];
  return [properties[first] === undefined ? undefined : asObject(properties[first]), second];
}

/** ISO/IEC 7812-1, annex B: from the right, every second digit doubled, digits summed, a multiple of ten. */
function hasLuhnDigit(card: string): boolean {
  const sum = [...card].reverse().reduce((total, digit, index) => {
    const weighted = Number(digit) * (1 + (index % 2));
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

function refuse(details: string): never {
  throw new Refusal(invalidParameter(details));
}
