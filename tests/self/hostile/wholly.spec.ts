import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { REPORT_FILES } from '../../../src/output/report-files.ts';
import { writeReport } from '../../../reporters/write.ts';
import type { Redacted } from '../../../src/evidence/redacted.ts';
import { virtualClock } from '../../../src/clock.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Results } from '../../../src/verdict/results.ts';
import type { Reason, Verdict } from '../../../src/verdict/types.ts';
import { listening } from '../http/servers.ts';
import { serverCertificate } from '../http/certificates.ts';
import { SLOW, slowIf } from '../part.ts';
import { test } from '../reporters/page.ts';
import { loadOnce, resultOf } from '../run/in-process.ts';
import type { HostileName } from './answers.ts';
import { expectValid, type Outputs } from './outputs.ts';
import { serveHostile } from './target.ts';

// Targets that answer everything alike, from the first request on: nothing can be built on any of them.

const SELECTED =
  /deleted-user-is-gone|unknown-user-is-refused|wrong-secret-is-refused|missing-id-is-refused|secrets|contract$/;

/** Judges a target by some requirements in this process, on a virtual clock; its own time limit is real. */
async function judge(given: Readonly<Record<string, string>>): Promise<Redacted<Results>> {
  const vendor = await loadOnce('knot');
  const target = readTarget(vendor.profile, { KNOT_SETTLE_MS: '200', ...given }, 'configured', 'knot');
  const select = ({ id }: { id: string }) => SELECTED.test(id);
  return judgeVendor({ vendor, target, transport: nodeTransport(), clock: virtualClock(), seed: 1, select });
}

/** The outputs of results, as they are written. */
async function outputsOf(results: Redacted<Results>): Promise<Outputs> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  try {
    await writeReport(folder, results);
    const files = REPORT_FILES.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const);
    const terminal = renderTerminal(results, { colour: false, reportDir: 'conformance-report' });
    return { ...Object.fromEntries(await Promise.all(files)), terminal } as unknown as Outputs;
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Expected {
  readonly outcome: Results['outcome'];
  /** Verdict and reason of requirements by slug. */
  readonly requirements: Readonly<Record<string, readonly [Verdict, Reason | null]>>;
}

/** No status line ever arrives: nothing is known of the target, so nothing is judged (A9). */
const silent = (reason: Reason): Expected => ({
  outcome: 'incomplete',
  requirements: {
    'unknown-user-is-refused': ['inconclusive', reason],
    'deleted-user-is-gone': ['inconclusive', reason],
    'wrong-secret-is-refused': ['inconclusive', reason],
  },
});

/** A status arrived, and with it an answer (A12): its code cannot be read, so no unknown user was refused as documented. */
const unreadable: Expected = {
  outcome: 'nonconformant',
  requirements: { 'unknown-user-is-refused': ['fail', null], 'refused-deletion-keeps-the-contract': ['fail', null] },
};

/** Where the time limit is what ends an exchange, it is short; elsewhere the limit is never met. */
const SHORT: Partial<Record<HostileName, string>> = { 'a byte a second': '1000' };

/** All but a body of a byte a second: each exchange would take its whole time limit. It is in requirements.spec.ts. */
const WHOLLY: Readonly<Record<Exclude<HostileName, 'a body of a byte a second'>, Expected>> = {
  'endless body': unreadable,
  'endless headers': silent('network'),
  'a byte a second': silent('timeout'),
  'gzip bomb': unreadable,
  'nested JSON': unreadable,
  // The code is there, and only there, where a careless reader would inherit it.
  prototypes: { outcome: 'nonconformant', requirements: { 'unknown-user-is-refused': ['fail', null] } },
  // As a single sign-on answers every path: nothing of the API is there.
  'redirect loop': { outcome: 'incomplete', requirements: {} },
  cookies: { outcome: 'nonconformant', requirements: { 'unknown-user-is-refused': ['fail', null] } },
  'hostile text': { outcome: 'nonconformant', requirements: { 'unknown-user-is-refused': ['fail', null] } },
  'too long a Content-Length': unreadable,
  'too short a Content-Length': unreadable,
  'half a million properties': unreadable,
  'blank lines': unreadable,
  backslashes: unreadable,
};

for (const [hostile, expected] of Object.entries(WHOLLY) as [HostileName, Expected][])
  test(
    `a target that answers everything with ${hostile} is judged to the end, and nothing acts`,
    slowIf(hostile !== 'redirect loop'),
    async ({ open }) => {
      const target = await serveHostile(() => hostile);
      try {
        const results = await judge({ CONFORMANCE_TIMEOUT_MS: SHORT[hostile] ?? '30000', ...target.variables });
        expect(results.outcome).toBe(expected.outcome);
        for (const [slug, [verdict, reason]] of Object.entries(expected.requirements))
          expect(resultOf(results, slug), slug).toMatchObject({ verdict, reason });
        expect(results.requirements.filter(({ verdict }) => verdict === 'error')).toEqual([]);
        expect(target.lured, 'what the target could make the run send').toEqual([]);
        expect(Object.keys(Object.prototype), 'what was left on all objects').toEqual([]);
        await expectValid(await outputsOf(results), open);
      } finally {
        await target.close();
      }
    },
  );

const CERTIFICATES = {
  'that nobody signed': { authority: undefined },
  'of another host': { hosts: ['elsewhere.example'] },
  'that has expired': { expired: true },
};
for (const [what, wanted] of Object.entries(CERTIFICATES))
  test(`a target with a certificate ${what} is sent nothing, and nothing is judged`, SLOW, async ({ open }) => {
    const asked: string[] = [];
    const server = https.createServer(serverCertificate(wanted), ({ url }, response) => {
      asked.push(url ?? '');
      response.end();
    });
    server.on('tlsClientError', () => undefined);
    const drop = () => server.closeAllConnections();
    const results = await listening(server, drop, (url) =>
      judge({
        KNOT_BASE_URL: url.replace('http:', 'https:'),
        KNOT_CLIENT_ID: 'client',
        KNOT_SECRET: 'of-nobody-at-all',
      }),
    );
    expect(asked).toEqual([]);
    expect(results.outcome).toBe('incomplete');
    expect(resultOf(results, 'unknown-user-is-refused')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'network',
      message: expect.stringContaining('certificate'),
    });
    await expectValid(await outputsOf(results), open);
  });
