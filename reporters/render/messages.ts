/** Every fixed sentence of the reports: legends of verdicts, outcomes, reasons, levels and roles. Codes in, prose out. */

import { sentence } from '../../src/evidence/redacted.ts';
import type { Evidence, Results } from '../../src/verdict/results.ts';
import type { Role } from '../../src/http/types.ts';
import type { Area, Level, Outcome, Reason, Verdict } from '../../src/verdict/types.ts';

/** Shown next to the word, never instead of it. None of these characters has an emoji form. */
export const GLYPH: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  warn: '▲',
  info: 'i',
  'not-observed': '·',
  'not-applicable': '–',
  'not-run': '○',
  inconclusive: '?',
  error: '‼',
};

export const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  pass: 'Executed; every observation met the requirement.',
  fail: 'Executed; an observation contradicts a MUST.',
  warn: 'Executed; an observation contradicts a SHOULD. Still conformant, unless the run is strict (--strict).',
  info: 'What was observed where the documents leave a choice (MAY). Never scored.',
  'not-observed': 'Nothing in this run gave occasion to judge it. Never scored, never a pass.',
  'not-applicable': 'Something the operator declared about the target excludes it; the report says what and where.',
  'not-run':
    'Applies, but did not execute: set-up blocked, a second credential or a user missing, held back as hazardous or provoking, bad credentials used up, interrupted.',
  inconclusive:
    'Executed, but the answer cannot be judged: network failure, timeout in set-up, 429, gateway 502/503/504, a deletion still pending before its deadline.',
  error: 'The suite itself misbehaved.',
};

export const OUTCOME_GLYPH: Readonly<Record<Outcome, string>> = {
  conformant: '✓',
  nonconformant: '✗',
  incomplete: '○',
  invalid: '‼',
};

export const OUTCOME_TEXT: Readonly<Record<Outcome, string>> = {
  conformant: 'Every requirement that counts was judged and met, except known failures.',
  nonconformant: 'At least one MUST is violated, or a requirement that is listed as a known failure is met now.',
  incomplete: 'No unexpected violation was found, but too little was judged to call it conformant.',
  invalid: 'The run itself failed; this shows nothing about the implementation.',
};

/** Why a selection that conforms does not exit 0. */
export const UNACCEPTED_TEXT = sentence`Only a selection was judged, so the run is incomplete (exit 3). Add --partial to accept that.`;

/** What was selected of the requirements; null where nothing was. */
export function selectionText({ partial, quick }: Pick<Results, 'partial' | 'quick'>): string | null {
  if (quick) return `quick: ${quick.map(({ vendor, figure }) => `a subset of ${vendor} that ${figure}`).join('; ')}`;
  return partial ? `partial: only the requirements that match ${partial.selection}` : null;
}

export const LEVEL_TEXT: Readonly<Record<Level, string>> = {
  MUST: 'Required by the contract. A violation is a fail.',
  SHOULD: 'Recommended by the documents or by common practice. A violation is a warn.',
  MAY: 'Left open by the documents. The observation is reported and never scored.',
};

export const REASON_TEXT: Readonly<Record<Reason, string>> = {
  pending: 'The deletion was still pending when the watch ended, and its deadline had not passed then.',
  stateless: 'The target keeps no users, so no effect can be observed.',
  unobservable: 'The effect of the deletion cannot be observed on this target.',
  'not-deleted': 'The deletion had no visible effect, so what follows from a deletion cannot be judged.',
  'no-user': 'No user was available.',
  'no-second-tenant': 'No second tenant is configured.',
  'held-back': 'Hazardous: it could affect other users, so it is sent to this host only if allowed.',
  provoking:
    "Provoking: a vendor's security team would take it for an attack, and it is sent to such a host only when allowed.",
  'credential-limit':
    'Few bad credentials are sent off loopback, so that no account is locked out, or the target stopped answering them; those that matter more came first.',
  transport: 'A fetch handler in this process cannot receive its request as it is written.',
  setup: 'Its set-up was refused or failed.',
  absent: 'Nothing of the API is at the base URL.',
  network: 'There was no response: the connection failed.',
  timeout: 'There was no response within the time limit.',
  'rate-limited': 'The target responded 429 (too many requests).',
  gateway: 'A gateway in front of the target answered in its place.',
  interrupted: 'The run ended before it was judged.',
  'credentials-refused':
    'The target refuses the valid credentials, from the start or since bad ones were sent, so a refusal proves nothing.',
  control:
    'The control (the same request without the fault) did not get its documented response, so a refusal proves nothing.',
  'undocumented-answer': 'The target gave a response that no document defines.',
  'not-observed': 'No such response occurred in this run, which is allowed.',
  declared: 'Excluded by what the operator declared about the target.',
  suite: 'The suite itself misbehaved.',
};

export const AREA_TEXT: Readonly<Record<Area, string>> = {
  contract: 'Every response conforms to the published contract',
  input: 'Malformed requests are refused',
  credentials: 'Wrong credentials are refused and change nothing',
  erasure: 'Deleted users are gone',
  isolation: 'Other users are not affected',
  repetition: 'Repeated, simultaneous and re-created users',
  batch: 'Several users in one request',
};

/** What a failure in an area means for the people whose data it is. */
export const AREA_HARM: Readonly<Record<Area, string>> = {
  contract: 'A client that relies on the contract may take a refused deletion for a done one.',
  input: 'A request that names nobody clearly may delete the wrong person, or nobody.',
  credentials: 'Somebody without the right to it can delete people’s data.',
  erasure: 'People’s data is still there after the answer that it is deleted.',
  isolation: 'People who asked for nothing lose their data.',
  repetition: 'Somebody who comes back may meet old data, or a retry may delete the new account.',
  batch: 'Some people of a list are deleted and others are not, and nobody knows which.',
};

/** What a report does not cover. */
export const SCOPE_TEXT =
  'This is a black-box test: it saw what the API answers, and shows nothing about backups, logs, replicas, analytics or copies at others.';

/** What an exchange of each role is; reports of earlier versions state no more. */
const ROLE_TEXT: Readonly<Record<Role, string>> = {
  setup: 'Set-up request',
  control: 'Control: a valid request for an id that no user has',
  act: 'Deletion request',
  fault: 'Altered request',
  observe: 'Read of a user',
};

/** What an exchange is and which user it concerns, in plain words. */
export const exchangeTitle = ({ title, role, concerns }: Pick<Evidence, 'title' | 'role' | 'concerns'>): string =>
  title ?? `${ROLE_TEXT[role]}${concerns ? ` (${concerns})` : ''}`;

/** What becomes of a requirement that is listed as a known failure, while it fails and once it passes. */
export const KNOWN_TEXT = {
  failing: 'known failure: does not gate',
  passing: 'listed as a known failure, but passes: remove it from the list',
} as const;

/** Of a requirement that is newer than the edition that the run goes by. */
export const NEWER_TEXT = 'newer than the edition: shown, not counted';

/** What an entry of the list of known failures came to. */
export const KNOWN_STATE_TEXT: Readonly<Record<Results['knownFailures'][number]['state'], string>> = {
  failing: 'fails as known',
  passing: 'passes: remove it from the list',
  open: 'neither failed nor passed',
  expired: 'expired: ignored',
  unselected: 'not part of this run',
};

export const REDACTION_TEXT: readonly string[] = [
  'Secrets were removed when each exchange was recorded, before any report was written: passwords, Basic secrets, Authorization values, private keys and their passwords, in plain, JSON, percent, form and base64 encoding; user information and query values in URLs.',
  'Headers outside an allow-list keep their name and lose their value. Client ids, consumer keys and signature base strings identify a caller and stay readable.',
  'Of each body the first 4,096 bytes of text are kept, else its size and hash. curl lines hold placeholders such as $KNOT_SECRET; set those variables before you paste one.',
  'Invisible and control characters are shown as escapes, e.g. \\x1b or \\u{202e}.',
];

/** What would get a requirement judged, by the reason why it was not. Reasons that no operator can act on are left out. */
export const REMEDY_TEXT: Readonly<Partial<Record<Reason, string>>> = {
  pending:
    'Verify the run after the deadline. What takes another step after the deletion is judged by a run that watches longer (the variable ending in _SETTLE_MS).',
  stateless: 'Judge a target that keeps its users, or accept this with --accept-unproven-erasure.',
  unobservable:
    'Give the run a way to observe users (the variable ending in _OBSERVE), or accept this with --accept-unproven-erasure.',
  'not-deleted': 'First fix the deletion: the requirements of erasure state what it did not do.',
  'no-user':
    'Allow more users (the variable ending in _MAX_USERS), or offer disposable ones (the one ending in _USER_IDS).',
  'no-second-tenant': 'Configure a second tenant (the variables with _OTHER_).',
  'held-back': 'Use --allow-hazardous if no other users can be affected.',
  provoking: 'Send it too with --allow-hazardous, where nobody takes it for an attack.',
  'credential-limit': 'Run it by itself (--grep), when the account can take more bad credentials.',
  transport: 'Judge a served base URL instead of the handler.',
  setup: 'Fix the calls that create its users; the evidence shows their responses.',
  network: 'Run again when the target can be reached.',
  timeout: 'Run again when the target answers in time, or allow more with CONFORMANCE_TIMEOUT_MS.',
  'rate-limited': 'Raise the rate limit of the target and run again.',
  gateway: 'Let the gateway in front of the target pass this request on (size limits, filters), then run again.',
  interrupted:
    'Run it to the end, with a longer --max-time if it had one; of a sharded run the missing shard, then merge again.',
  'credentials-refused': 'Configure credentials that the target accepts.',
  control: 'First fix the control: the same request without the fault must get its documented response.',
};
