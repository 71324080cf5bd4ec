import { headerValues } from '../message.ts';
import type { HeaderLines } from '../types.ts';

/** What an answer states about one limit. */
export interface LimitField {
  /** Requests that are left. */
  readonly remaining?: number;
  /** How long until there are more, in ms. */
  readonly resetMs?: number;
  /** Requests a second that its policy allows on average. */
  readonly perSecond?: number;
}

/** How much of a field is read, and how many of its properties: no real limit has ten thousand of them. */
const MOST_CHARACTERS = 2000;
const MOST_PROPERTIES = 20;

/** Seconds beyond this are an instant since the epoch, and beyond the second one an instant in ms. */
const EPOCH_S = 1_000_000_000;
const EPOCH_MS = 1_000_000_000_000;

/**
 * The limits that an answer announces: `RateLimit` and `RateLimit-Policy` of the IETF draft in its present form
 * (`"name";r=1;t=30`) and its earlier one (`limit=10, remaining=1, reset=30`), `RateLimit-Remaining` and `-Reset`, and
 * what came before them under `X-RateLimit-`, whose reset is seconds or an instant. What is neither is ignored.
 * @param now in ms since the epoch
 */
export function limitFields(headers: HeaderLines, now: number): LimitField[] {
  const stated = [...structured(propertiesOf(headers, 'ratelimit')), earlier(propertiesOf(headers, 'ratelimit'))];
  const policies = propertiesOf(headers, 'ratelimit-policy').map(policyOf);
  const named = ['ratelimit', 'x-ratelimit', 'x-rate-limit'].map((prefix) => byName(headers, prefix, now));
  return [...stated, ...policies, ...named].filter((one) => Object.keys(one).length > 0);
}

function propertiesOf(headers: HeaderLines, name: string): string[] {
  const text = headerValues(headers, name).join(',').slice(0, MOST_CHARACTERS);
  return text.split(',', MOST_PROPERTIES);
}

/** The present form: a property a policy. */
function structured(properties: readonly string[]): LimitField[] {
  return properties.filter((one) => one.includes(';')).map((one) => limitOf(parameter(one, 'r'), parameter(one, 't')));
}

/** The earlier form: one limit, stated by several members. */
function earlier(properties: readonly string[]): LimitField {
  const value = (name: string): number | undefined =>
    number(properties.map((one) => /^\s*([a-z]+)=(\d+)\s*$/i.exec(one)).find((found) => found?.[1] === name)?.[2]);
  return limitOf(value('remaining'), value('reset'));
}

function policyOf(property: string): LimitField {
  // Before the draft had names, a policy began with its quota: `10;w=60`.
  const quota = parameter(property, 'q') ?? number(/^\s*(\d+)\s*;/.exec(property)?.[1]);
  const window = parameter(property, 'w');
  return quota !== undefined && window !== undefined && quota > 0 && window > 0 ? { perSecond: quota / window } : {};
}

function byName(headers: HeaderLines, prefix: string, now: number): LimitField {
  const [remaining, reset] = ['remaining', 'reset'].map((name) => {
    const [value = '', ...more] = headerValues(headers, `${prefix}-${name}`);
    return more.length === 0 ? number(/^\s*(\d{1,16})(?:\.\d+)?\s*$/.exec(value)?.[1]) : undefined;
  });
  return limitOf(remaining, reset === undefined ? undefined : secondsFrom(reset, now));
}

/** A reset is seconds from now or an instant; one in the past is over. */
function secondsFrom(reset: number, now: number): number {
  if (reset < EPOCH_S) return reset;
  return Math.max(0, (reset < EPOCH_MS ? reset : reset / 1000) - now / 1000);
}

function limitOf(remaining: number | undefined, resetS: number | undefined): LimitField {
  return {
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetS === undefined ? {} : { resetMs: resetS * 1000 }),
  };
}

function parameter(property: string, name: string): number | undefined {
  return number(new RegExp(`;\\s*${name}=(\\d{1,16})\\s*(?:;|$)`).exec(property)?.[1]);
}

const number = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits));
