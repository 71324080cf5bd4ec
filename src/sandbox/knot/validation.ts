import { Refusal } from '../answer.ts';
import { errorAnswer, invalidField } from './errors.ts';
import type { LinkedAccount, Scope } from './store.ts';

type Properties = Readonly<Record<string, unknown>>;

/** No limit is documented; this sandbox keeps ids as long as a common database column. */
const MAX_ID_CHARACTERS = 255;
const SESSION_TYPES = ['card_switcher', 'transaction_link', 'link', 'vault'];

/** The `external_user_id` of a body or query. @throws Refusal 400 INVALID_FIELD */
export function readUserId(value: unknown): string {
  if (isMissing(value)) refuse('The external user id field is required.');
  if (typeof value !== 'string') refuse('The external user id must be a string.');
  if ([...value].length > MAX_ID_CHARACTERS)
    refuse(`The external user id may not be greater than ${MAX_ID_CHARACTERS} characters.`);
  return value;
}

/** A merchant id, as a JSON integer or as the digits of a query. @throws Refusal 400 INVALID_FIELD */
export function readMerchantId(value: unknown): number {
  if (isMissing(value)) refuse('The merchant id field is required.');
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) refuse('The merchant id must be an integer.');
  return number;
}

/** Checks the members of `POST /session/create` next to the user's id. @throws Refusal 400 */
export function checkSession(body: Properties): void {
  if (isMissing(body.type)) refuse('The type field is required.');
  if (!SESSION_TYPES.includes(body.type as string))
    throw new Refusal(errorAnswer(400, 'INVALID_INPUT', 'PRODUCT_NOT_VALID', 'The selected type is invalid.'));
  if (body.type === 'card_switcher' && isMissing(body.card_id))
    refuse('The card_id field is required when type = card_switcher.');
  optional(body.card_id, isString, 'The card id must be a string.');
  optional(body.email, (v) => matches(v, /^[^\s@]+@[^\s@]+$/), 'The email must be a valid email address.');
  optional(body.phone_number, (v) => matches(v, /^\+[1-9]\d{1,14}$/), 'The phone number format is invalid.');
  optional(body.processor_token, isString, 'The processor token must be a string.');
  optional(body.metadata, isMetadata, 'The metadata must be an object of at most 10 strings of 500 characters.');
}

/** The account that `POST /development/accounts/link` asks for. @throws Refusal 400 INVALID_FIELD */
export function readLink(body: Properties): LinkedAccount {
  const merchantId = readMerchantId(body.merchant_id);
  if (typeof body.merchant_id === 'string') refuse('The merchant id must be an integer.');
  optional(body.card_switcher, isBoolean, 'The card switcher field must be true or false.');
  optional(body.card_id, isString, 'The card id must be a string.');
  optional(body.transactions, isTransactions, 'The transactions field must be an object of new and updated.');
  if (body.card_switcher === true && !isMissing(body.transactions))
    refuse('The card switcher and transactions fields exclude each other.');
  if (body.card_switcher === true && isMissing(body.card_id))
    refuse('The card_id field is required when card_switcher = true.');
  return { merchantId, scopes: [body.card_switcher === true ? 'card_switcher' : 'transaction_link'] };
}

/** The `type` filter of `GET /accounts/get`. @throws Refusal 400 INVALID_FIELD */
export function readScope(value: string | null): Scope | undefined {
  if (value === null) return undefined;
  if (value !== 'card_switcher' && value !== 'transaction_link' && value !== 'vault')
    refuse('The selected type is invalid.');
  return value;
}

function refuse(message: string): never {
  throw new Refusal(invalidField(message));
}

function optional(value: unknown, holds: (value: unknown) => boolean, message: string): void {
  if (value !== undefined && value !== null && !holds(value)) refuse(message);
}

const isMissing = (value: unknown) => value === undefined || value === null || value === '';
const isString = (value: unknown) => typeof value === 'string';
const isBoolean = (value: unknown) => typeof value === 'boolean';
const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const matches = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value);

function isMetadata(value: unknown): boolean {
  if (!isObject(value)) return false;
  const values = Object.values(value);
  return values.length <= 10 && values.every((v) => typeof v === 'string' && v.length <= 500);
}

/** `updated` without `new` has nothing to update. */
function isTransactions(value: unknown): boolean {
  if (!isObject(value)) return false;
  const flags = [value.new ?? false, value.updated ?? false];
  return flags.every(isBoolean) && (flags[0] === true || flags[1] === false);
}
