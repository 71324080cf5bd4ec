import { headerValues } from '../http/message.ts';
import { memoize } from '../evidence/memoize.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Secret } from '../auth/types.ts';
import type { Exchange } from '../http/types.ts';
import type { PersonalData } from '../users/personal-data.ts';
import { foreignUsersIn } from './disclosure/foreign-users.ts';
import { internalsIn } from './disclosure/internals.ts';
import { personalDataIn } from './disclosure/personal-data.ts';
import { parsedJson, textsIn } from './disclosure/plain-lines.ts';
import { secretPartsIn } from './disclosure/secret-parts.ts';
import { holdsStackTrace } from './disclosure/stack-trace.ts';

/** What the run knows of its users and of the target's secrets. */
export interface KnownTexts {
  /** The right ones, of which nothing may be shown. */
  readonly secrets: readonly Secret[];
  /** Whether a text is the id of a user of this run. */
  readonly isUser: (text: string) => boolean;
  /** The users in whose creation a text was sent. */
  readonly ownersOf: PersonalData['ownersOf'];
}

/** What an answer shows that it must not. */
interface Disclosed {
  readonly secret: string;
  readonly secretPart: string;
  readonly stackTrace: boolean;
  readonly internals: string;
  readonly foreignUsers: boolean;
  readonly erasedData: boolean;
}

/** Shorter Authorization values hold no secret, and could be words of an ordinary error text. */
const SHORTEST_AUTHORIZATION = 20;

/** A stack trace is looked for in so much of a body. */
const LOOKED_AT = 64 * 1024;

/**
 * Facts about what an answer states that it must not (A11, A42): `secret`, the names or `none`; `secretPart`, the names of
 * those of which it shows a part that was not sent, or `none`; `stackTrace`; `internals`, a statement, a path or `none`; `foreignUsers`, whether it names a user that the request did not name, or holds their data;
 * `erasedData`, whether it holds data of a user who was gone before (A46).
 */
export function disclosureFacts(
  { request, response, role, at }: Exchange,
  redactor: Redactor,
  { secrets, isUser, ownersOf }: KnownTexts,
): Disclosed {
  const body = response?.text ?? response?.body.toString('utf8') ?? '';
  const headers = (response?.headers ?? []).map(([name, value]) => `${name}: ${value}`);
  const own = headerValues(request.headers, 'authorization')
    // Without the scheme: an answer that holds the whole value holds this too.
    .map((value) => value.replace(/^\S+\s+/, ''))
    .filter((value) => value.length >= SHORTEST_AUTHORIZATION)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
  const { find } = own.length > 0 ? redactor.also(own) : redactor;
  const found = [...new Set([...headers, body].flatMap(find))];
  const stackTrace = hasStackTrace(body.slice(0, LOOKED_AT)) || headers.some(hasStackTrace);
  const isCreation = role === 'setup' && response !== undefined && response.status < 300;
  const shown = withoutSent(body.slice(0, LOOKED_AT), request);
  const told = personalDataIn({ body: body.slice(0, LOOKED_AT), headers }, request, at, ownersOf);
  const said = [...headers, body.slice(0, LOOKED_AT)];
  const redacted = (): string => said.map(redactor.text).join('\n');
  const parts = secretPartsIn({ whole: said.join('\n'), redacted }, secrets, request);
  const names = () => foreignUsersIn(body.slice(0, LOOKED_AT), request, isUser).length > 0;
  return {
    secret: listOf(found),
    secretPart: listOf(parts),
    stackTrace,
    internals: internals(shown),
    // A creation is answered with the id that it issues.
    foreignUsers: !isCreation && (told.foreign || names()),
    erasedData: told.erased,
  };
}

const listOf = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

const hasStackTrace = memoize(holdsStackTrace);
const internals = memoize(internalsIn);

/** An answer that repeats what was sent shows nothing of its own. */
function withoutSent(body: string, { body: sent, headers }: Exchange['request']): string {
  if (internals(body) === 'none') return body;
  const text = sent?.toString('utf8') ?? '';
  const said = [text, ...textsIn(parsedJson(text.trim())), ...headers.map(([, value]) => value)];
  const pieces = said.flatMap((one) => [one, JSON.stringify(one).slice(1, -1)]).filter(({ length }) => length >= 6);
  return pieces.toSorted((a, b) => b.length - a.length).reduce((rest, piece) => rest.replaceAll(piece, '…'), body);
}
