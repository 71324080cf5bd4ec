import { randomUUID } from 'node:crypto';
import { schemeOf, type Credentials } from '../auth/schemes.ts';
import type { Target } from '../configuration/types.ts';
import { publicUrl } from '../http/public-url.ts';
import type { NamedCredentials, TargetFacts } from './types.ts';

/** @param redact takes secrets out of a text */
export function factsOf(target: Target, redact: (text: string) => string): TargetFacts {
  const { kind, loopback, production, maxUsers, settleMs, deadlineMs, timeoutMs, observe } = target;
  return {
    kind,
    baseUrl: publicUrl(target.baseUrl),
    ...(target.further ? { further: target.further.map((one) => ({ ...one, baseUrl: publicUrl(one.baseUrl) })) } : {}),
    loopback,
    production,
    credentials: namesOf(target.credentials),
    other: target.other ? namesOf(target.other) : null,
    headers: target.headers.map(([name]) => name),
    userIds: target.userIds?.map(redact) ?? null,
    maxUsers,
    observe: observe === 'command' ? null : (observe ?? null),
    settleMs,
    deadlineMs,
    timeoutMs,
    cardRanges: target.cardRanges ?? null,
    encrypted: target.encryption !== undefined,
    variables: Object.keys(target.configuration),
  };
}

/** The target of a replay: what was declared of the recorded one, with credentials that open nothing. */
export function standInTarget(vendor: string, facts: TargetFacts): Target {
  const { kind, baseUrl, loopback, production, maxUsers, settleMs, deadlineMs, timeoutMs } = facts;
  const { other, userIds, observe, cardRanges, further } = facts;
  return {
    vendor,
    kind,
    baseUrl,
    ...(further ? { further } : {}),
    loopback,
    production,
    credentials: standInCredentials(facts.credentials),
    ...(other ? { other: standInCredentials(other) } : {}),
    headers: facts.headers.map((name) => [name, newSecret()] as const),
    ...(userIds ? { userIds } : {}),
    maxUsers,
    ...(observe ? { observe } : {}),
    settleMs,
    deadlineMs,
    timeoutMs,
    ...(cardRanges ? { cardRanges } : {}),
    configuration: Object.fromEntries(facts.variables.map((name) => [name, '[replayed]'])),
  };
}

const namesOf = ({ scheme, names }: Credentials): NamedCredentials => ({
  scheme,
  names: Object.fromEntries(Object.entries(names)),
});

/** Long enough to be found wherever it is repeated, and with letters, so that it has another case. */
const newSecret = (): string => `stand-in-${randomUUID()}`;

const standInCredentials = (facts: NamedCredentials): Credentials =>
  schemeOf(facts).standIn(facts.names, newSecret, true);
