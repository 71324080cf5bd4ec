import { readBack, type Redacted } from '../../../src/evidence/redacted.ts';
import type { Evidence, RequirementResult, Results } from '../../../src/verdict/results.ts';

/** A requirement that passed; tests change what they are about. */
export function requirement(changes: Partial<RequirementResult> = {}): RequirementResult {
  return {
    id: 'knot/existing-user-is-deleted',
    vendor: 'knot',
    area: 'erasure',
    level: 'MUST',
    optional: false,
    hazardous: false,
    text: 'A deletion of an existing user is answered 200 with a JSON object.',
    source: 'Delete user and data, https://docs.knotapi.com/api-reference/users/delete-user-and-data',
    check: 'delete-existing',
    verdict: 'pass',
    reason: null,
    message: '',
    expected: 'status 200 (MUST); /message is a string (SHOULD)',
    actual: 'user deleted: status 200',
    try: 'Answer a deletion that is done with 200.',
    pending: null,
    knownFailure: null,
    evidence: [exchange()],
    evidenceTotal: 1,
    ...changes,
  };
}

/** One deletion that was answered 200. */
export function exchange(changes: Partial<Evidence> = {}): Evidence {
  return {
    role: 'act',
    at: '2026-01-31T10:00:01.250Z',
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:4010/user/delete',
      headers: [
        ['authorization', '[redacted]'],
        ['content-type', 'application/json'],
      ],
      body: '{"external_user_id":"dc-7f3a-1"}',
      bodyBytes: 32,
    },
    response: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: '{"message":"Success"}',
      bodyBytes: 21,
      truncated: false,
      durationMs: 12.4,
    },
    schemaErrors: [],
    curl: `curl -X POST http://127.0.0.1:4010/user/delete -u "$KNOT_CLIENT_ID:$KNOT_SECRET" -H 'content-type: application/json' -d '{"external_user_id":"dc-7f3a-1"}'`,
    ...changes,
  };
}

/** A nonconformant run with every verdict in it. */
export function sampleResults(changes: Partial<Results> = {}): Redacted<Results> {
  const requirements = changes.requirements ?? sampleRequirements();
  return readBack<Results>({
    schemaVersion: 2,
    runId: '6f1c2a',
    outcome: 'nonconformant',
    headline: 'Nonconformant: 1 of 8 requirements fails.',
    suite: { name: 'deletion-conformance', version: '0.1.0', commit: null },
    startedAt: '2026-01-31T10:00:00.000Z',
    finishedAt: '2026-01-31T10:00:07.500Z',
    seed: 42,
    partial: null,
    shard: null,
    options: { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false },
    targets: [sampleTarget()],
    excluded: [
      {
        id: 'knot/server-error-body',
        vendor: 'knot',
        level: 'MAY',
        text: 'A 500 answer has the documented body.',
        source: 'Delete user and data, response 500',
        reason: 'A server error must not be provoked, and the published example contradicts its own schema.',
      },
    ],
    errata: [
      {
        vendor: 'knot',
        id: 'error-example-500',
        where: '/paths/~1user~1delete/post/responses/500/content/application~1json/example',
        reason: 'The example uses none of the fields of its schema. Both are accepted.',
        source: 'https://docs.knotapi.com/api-reference/users/delete-user-and-data',
      },
    ],
    counts: {
      pass: 2,
      fail: 1,
      warn: 1,
      info: 1,
      'not-observed': 0,
      'not-applicable': 1,
      'not-run': 1,
      inconclusive: 1,
      error: 0,
    },
    cleanup: [{ vendor: 'knot', left: ['dc-7f3a-9'], message: 'one user was left' }],
    configuration: { KNOT_BASE_URL: 'http://127.0.0.1:4010', KNOT_CLIENT_ID: 'demo', KNOT_SECRET: '[redacted]' },
    detection: null,
    ledger: null,
    knownFailures: [],
    ...changes,
    requirements,
    complete: true,
  });
}

function sampleTarget(): Results['targets'][number] {
  return {
    vendor: 'knot',
    kind: 'configured',
    baseUrl: 'http://127.0.0.1:4010',
    contract: {
      title: 'Knot API',
      version: '1.0.0',
      source: 'https://docs.knotapi.com/api-reference/users/delete-user-and-data.md',
      publishedSha256: 'a'.repeat(64),
      sha256: 'b'.repeat(64),
    },
    declared: {
      users: 'created',
      observe: 'read',
      observeBecause: 'a user known to live is seen by it',
      otherTenant: false,
      settleMs: 5000,
      deadlineMs: 5000,
      maxUsers: 1000,
    },
    notes: ['Secrets shorter than 12 characters were matched only as id:secret.'],
  };
}

function sampleRequirements(): RequirementResult[] {
  return [
    requirement(),
    requirement({
      id: 'knot/bystander-survives',
      area: 'isolation',
      text: 'Deleting one user leaves every other user alive.',
    }),
    requirement({
      id: 'knot/unknown-user-is-refused',
      area: 'input',
      text: 'The deletion of a user that does not exist is answered 400 with USER_NOT_FOUND.',
      verdict: 'fail',
      expected: 'status 400 (MUST); /error_code USER_NOT_FOUND (MUST)',
      actual: 'unknown external_user_id: status 200',
      try: 'Look the user up before answering, and answer 400 with error_code USER_NOT_FOUND when there is none.',
      evidence: [
        exchange({ role: 'control', at: '2026-01-31T10:00:02.000Z' }),
        exchange({ role: 'fault', schemaErrors: [{ path: '/message', message: 'must be string' }] }),
      ],
      evidenceTotal: 14,
    }),
    requirement({
      id: 'knot/error-type',
      area: 'input',
      level: 'SHOULD',
      verdict: 'warn',
      actual: '/error_type absent',
    }),
    requirement({ id: 'knot/padded-id', area: 'input', level: 'MAY', verdict: 'info', actual: 'trimmed' }),
    requirement({
      id: 'knot/plain-http-is-refused',
      area: 'credentials',
      verdict: 'not-applicable',
      reason: 'declared',
      message: 'The base URL is http.',
      actual: 'The base URL is http.',
      evidence: [],
      evidenceTotal: 0,
    }),
    requirement({
      id: 'knot/other-tenant-keeps-its-user',
      area: 'isolation',
      optional: true,
      verdict: 'not-run',
      reason: 'no-second-tenant',
      message: 'Set KNOT_OTHER_CLIENT_ID and KNOT_OTHER_SECRET.',
      actual: 'Set KNOT_OTHER_CLIENT_ID and KNOT_OTHER_SECRET.',
      evidence: [],
      evidenceTotal: 0,
    }),
    requirement({
      id: 'knot/deleted-user-is-gone',
      verdict: 'inconclusive',
      reason: 'timeout',
      message: 'No answer within 10000 ms.',
      actual: 'No answer within 10000 ms.',
      evidence: [unanswered()],
    }),
  ];
}

function unanswered(): Evidence {
  const { response: _, ...rest } = exchange({ role: 'observe' });
  return { ...rest, error: { kind: 'timeout', message: 'no status line within 10000 ms', durationMs: 10_000 } };
}

/** What a hostile target puts wherever it can: markup of every format, terminal and CI commands, broken Unicode. */
export const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>"\'',
  ']]><!-- & &lt; </pre></style></title>',
  '`code` ``` | a | b \\| ![i](http://evil.example/i.png) [l](javascript:alert(1)) **b** @everyone $x$',
  '::error::pwned',
  '##[add-matcher]x ##vso[task.complete]',
  '\x1b[31mred\x1b]0;title\x07 \x9b2J \0 \b \r',
  '\ud800 \udfff \uffff \u202egnp.exe \u2066 \u200b \u2028',
].join('\n');

/** The sample with hostile text in every string that no enum, pattern or format fixes. */
export function hostileResults(): Redacted<Results> {
  return poison(
    sampleResults({
      knownFailures: [{ id: 'knot/x', reason: 'r', link: 'javascript:alert(1)', expires: 'e', state: 'failing' }],
    }),
  );
}

/** Properties that the schema fixes to a word, a pattern or a format. */
const FIXED = new Set(
  'id vendor area level verdict reason kind role at outcome startedAt finishedAt users observe state'.split(' '),
);

function poison<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (FIXED.has(key) ? value : `${HOSTILE}\n${value}`) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => poison(item, key)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, name)])) as T;
}
