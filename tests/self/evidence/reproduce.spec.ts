import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { Refusal } from '../../../src/sandbox/answer.ts';
import type { KnotBehaviour } from '../../../src/sandbox/knot/behaviour.ts';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { MASTERCARD } from '../../../src/sandbox/mastercard/behaviour.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import type { Issuer, MastercardCall } from '../../../src/sandbox/mastercard/steps.ts';
import type { RequirementResult } from '../../../src/verdict/results.ts';
import { idsOf, namedIn, ownTenant } from '../detection/knot/tools.ts';
import { SLOW, slowIf } from '../part.ts';
import { disposeOfKeys, keysOnce } from '../run/in-process.ts';
import { judgeAndServe, type Judged } from './reproducing.ts';

// Every failure is shown again by its own script, run against the implementation that was judged.

test.skip(spawnSync('curl', ['--version']).status !== 0, 'curl is not installed');
test.afterAll(disposeOfKeys);

const BROKEN: Readonly<Record<string, Partial<KnotBehaviour>>> = {
  'a 401 that deletes': {
    refuseCredentials(call) {
      ownTenant(call).users.delete(namedIn(call));
      return KNOT.refuseCredentials(call);
    },
  },
  'a success that deletes nothing': { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined },
  'the other client deletes nobody': {
    deleteUser: (call, tenant, id) =>
      tenant === ownTenant(call) ? KNOT.deleteUser(call, tenant, id) : tenant.users.find(id) !== undefined,
  },
  'any secret is accepted': {
    authenticate: (call) => (call.request.headers.get('authorization') ? ownTenant(call) : undefined),
  },
  'the shortened secret is accepted': {
    authenticate(call) {
      const [token = ''] = /\S+$/.exec(call.request.headers.get('authorization') ?? '') ?? [];
      const { clientId, secret } = ownTenant(call).credentials;
      const isShortened = Buffer.from(token, 'base64').toString() === `${clientId}:${secret.slice(0, -1)}`;
      return isShortened ? ownTenant(call) : KNOT.authenticate(call);
    },
  },
  'a message that is a number': { answerDeleted: () => ({ status: 200, body: { message: 5 } }) },
  'a body that no word of a shell holds is accepted': {
    handle: (call) => (isTypable(call.body) ? KNOT.handle(call) : { status: 200, body: { message: 'Success' } }),
  },
  'a deletion takes another user with it': {
    deleteUser(_call, tenant, id) {
      const isThere = tenant.users.delete(id);
      for (const other of idsOf(tenant).slice(-2)) if (isThere) tenant.users.delete(other);
      return isThere;
    },
  },
};

/** Whether a body is short and UTF-8. */
const isTypable = (body: Buffer): boolean => body.length <= 4096 && Buffer.from(body.toString()).equals(body);

/** Which requirement a fault is aimed at, so that nothing passes for want of violations. */
const AIM: Readonly<Record<string, string>> = {
  'a 401 that deletes': 'wrong-secret-deletes-nobody',
  'a success that deletes nothing': 'deleted-user-is-gone',
  'the other client deletes nobody': 'users-left-at-the-end-are-deleted-too',
  'any secret is accepted': 'wrong-secret-is-refused',
  'the shortened secret is accepted': 'wrong-secret-is-refused',
  'a message that is a number': 'deletion-answer-keeps-the-contract',
  'a body that no word of a shell holds is accepted': 'absurdly-long-id-is-refused',
  'a deletion takes another user with it': 'deleted-user-is-gone',
};

/** Whose users another requirement's deletion would take, and what needs no other requirement: judged alone. */
const ALONE: Readonly<Record<string, readonly string[]>> = {
  'the other client deletes nobody': ['same-id-of-other-client-survives', 'users-left-at-the-end-are-deleted-too'],
  'a message that is a number': ['deleted-user-is-gone', 'deletion-answer-keeps-the-contract'],
  'a body that no word of a shell holds is accepted': ['absurdly-long-id-is-refused', 'undecodable-id-is-refused'],
  'a deletion takes another user with it': ['deleted-user-is-gone', 'linked-accounts-are-deleted-too'],
};

for (const [fault, behaviour] of Object.entries(BROKEN))
  // A whole run is slow, and so are the scripts of all its violations.
  test(`knot, ${fault}: each script prints the statuses of the report`, slowIf(!(fault in ALONE)), async () => {
    const only = ALONE[fault];
    const run = only ? { select: ({ slug }: { slug: string }) => only.includes(slug) } : {};
    const judged = await judgeAndServe((clock) => createKnotSandbox({ clock, behaviour }), run);
    try {
      const aimed = judged.results.requirements.find(({ id }) => id === `knot/${AIM[fault] ?? ''}`);
      expect(aimed?.verdict, aimed?.id).toBe('fail');
      await allReproduce(judged);
    } finally {
      await judged.close();
    }
  });

for (const { fault, behaviour, slugs, signs } of [
  {
    fault: 'a signature that nobody checks',
    behaviour: { checkSignature: () => undefined },
    slugs: /^(wrong-signature|unbound-signature)-(is-refused|deletes-nobody)$/,
    signs: '--invalid credentials.altered-signature',
  },
  {
    fault: 'a signature that nobody checks, and large answers',
    behaviour: {
      checkSignature: () => undefined,
      async enrolment(call: MastercardCall, issuer: Issuer) {
        const { status, body } = await MASTERCARD.enrolment(call, issuer);
        return { status, body: { padding: 'x'.repeat(20_000), ...(body as object) } };
      },
    },
    slugs: /^wrong-signature-deletes-nobody$/,
    signs: 'USER_1="$(field ',
  },
  {
    fault: 'nonces that nobody remembers',
    behaviour: { checkNonce: () => undefined },
    slugs: /^stale-signature-is-refused$/,
    signs: '--nonce "$NONCE" --timestamp "$TIMESTAMP"',
  },
  {
    fault: 'a body that no word of a shell holds is refused once its signature is checked',
    behaviour: {
      readDeletion(call: MastercardCall) {
        if (!isTypable(call.body)) throw new Refusal({ status: 422, body: {} });
        return MASTERCARD.readDeletion(call);
      },
    },
    slugs: /^(five-hundred-ids-are-not-too-many|undecodable-id-is-answered)$/,
    signs: '--data-file -',
  },
])
  test(`mastercard, ${fault}: each script signs by the command`, SLOW, async () => {
    const credentials = await keysOnce();
    const judged = await judgeAndServe((clock) => createMastercardSandbox({ clock, credentials, behaviour }), {
      select: ({ slug }) => slugs.test(slug),
    });
    try {
      const scripts = await allReproduce(judged);
      expect(scripts.some((script) => script.includes(signs))).toBe(true);
    } finally {
      await judged.close();
    }
  });

/** No script says which of several requirements has harmed a user whom all of them had. */
const WITHOUT_SCRIPT = ['knot/other-users-still-live'];

/** Runs the script of every violation. */
async function allReproduce({ results, run }: Judged): Promise<string[]> {
  const violations = results.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  expect(violations.length).toBeGreaterThan(0);
  for (const violation of violations) {
    if (violation.reproduce === undefined && WITHOUT_SCRIPT.includes(violation.id)) continue;
    const out = await run(violation);
    expect(
      inOrder(
        out.filter(({ label }) => !label.startsWith('create ')),
        violation,
      ),
      violation.id,
    ).toEqual(inOrder(violation.reproduce?.answers ?? [], violation));
  }
  return violations.map(({ reproduce }) => reproduce?.script ?? '');
}

/** What is sent at the same time may be answered in any order. */
function inOrder(answers: readonly { label: string; status: string }[], { reproduce }: RequirementResult): string[] {
  const lines = answers.map(({ label, status }) => `${status} ${label.replace(/ \(\d+\)$/, '')}`);
  return reproduce?.script.includes(' &  #') ? lines.sort() : lines;
}

test('no secret, and nothing derived from one, is in a script or a curl line', SLOW, async () => {
  const secrets: string[] = [];
  const behaviour = BROKEN['any secret is accepted'] ?? {};
  const judged = await judgeAndServe(async (clock) => {
    const sandbox = await createKnotSandbox({ clock, behaviour });
    secrets.push(sandbox.environment['KNOT_SECRET'] ?? '', sandbox.environment['KNOT_OTHER_SECRET'] ?? '');
    return sandbox;
  }, {});
  await judged.close();
  const lines = judged.results.requirements.flatMap(({ reproduce, evidence }) => [
    reproduce?.script ?? '',
    ...evidence.map(({ curl }) => curl),
  ]);
  for (const secret of secrets) {
    const pieces = Array.from({ length: secret.length - 11 }, (_, at) => secret.slice(at, at + 12));
    const forms = pieces.flatMap((piece) => [piece, piece.toUpperCase(), piece.toLowerCase()]);
    expect(lines.filter((line) => forms.some((form) => line.includes(form)))).toEqual([]);
  }
  const wrong = judged.results.requirements.find(({ id }) => id === 'knot/wrong-secret-is-refused');
  const curls = (wrong?.evidence ?? []).map(({ curl }) => curl).join('\n');
  expect(curls).not.toContain('Authorization: [redacted]');
  expect(curls).toContain('-u "$KNOT_CLIENT_ID:${KNOT_SECRET%?}"');
});
