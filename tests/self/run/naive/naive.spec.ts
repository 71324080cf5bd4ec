import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../../src/clock.ts';
import { readTarget } from '../../../../src/configuration/index.ts';
import { fetchTransport } from '../../../../src/http/fetch-transport.ts';
import type { Results } from '../../../../src/verdict/results.ts';
import { loadOnce, withVerdict } from '../in-process.ts';
import { judgeVendor } from '../judge-vendor.ts';
import { naiveServer, type Mend } from './server.ts';
import { LONG } from '../../part.ts';

// A server that somebody wrote from the documents alone is mended by what its report says, round by round.

const CLIENTS = [
  { clientId: 'first-client', secret: 'the-secret-of-the-first-client' },
  { clientId: 'second-client', secret: 'the-secret-of-the-second-client' },
] as const;

/** What each round does, and what the report on the server before it says. */
const ROUNDS: readonly { readonly mend: Mend; readonly says: Readonly<Record<string, RegExp>> }[] = [
  {
    mend: 'bodies',
    says: {
      'unusable-body-is-refused': /^Catch what the JSON parser throws/,
      'id-of-other-type-deletes-nobody': /^Check the type of the field before it is used/,
    },
  },
  {
    mend: 'credentials',
    says: {
      'unreadable-credentials-are-refused': /gets the same 401 as wrong credentials, not a crash/,
      'loosely-written-pair-is-refused': /^Decode strictly/,
    },
  },
  {
    mend: 'clients',
    says: {
      'user-of-other-client-survives': /^Add the client to the condition of the deletion/,
      'user-of-other-client-is-answered-like-an-unknown-one': /^Look up users of the calling client only/,
    },
  },
];

async function judged(mended: readonly Mend[]): Promise<Results> {
  const vendor = await loadOnce('knot');
  const [own, other] = CLIENTS;
  const variables = {
    KNOT_BASE_URL: 'http://127.0.0.1',
    ...{ KNOT_CLIENT_ID: own.clientId, KNOT_SECRET: own.secret },
    ...{ KNOT_OTHER_CLIENT_ID: other.clientId, KNOT_OTHER_SECRET: other.secret },
  };
  const target = readTarget(vendor.profile, variables, 'configured', 'knot');
  const transport = fetchTransport(naiveServer(CLIENTS, mended).fetch);
  return judgeVendor({ vendor, target, transport, clock: virtualClock(), seed: 1 });
}

test(
  'three rounds lead from the documents to a conformant server, and each is what the report asks for',
  LONG,
  async () => {
    const mended: Mend[] = [];
    const figures: string[] = [];
    for (const { mend, says } of ROUNDS) {
      const results = await judged(mended);
      expect(results.outcome).toBe('nonconformant');
      const failing = results.requirements.filter(({ verdict }) => verdict === 'fail');
      for (const [slug, advice] of Object.entries(says))
        expect(failing.find(({ id }) => id === `knot/${slug}`)?.try, slug).toMatch(advice);
      figures.push(`${results.counts.fail} fail, ${results.counts.warn} warn`);
      mended.push(mend);
      const after = await judged(mended);
      for (const slug of Object.keys(says)) expect(withVerdict(after, 'fail'), mend).not.toContain(`knot/${slug}`);
      // What one round mends breaks nothing.
      const before = new Set(withVerdict(results, 'fail', 'warn'));
      expect(withVerdict(after, 'fail', 'warn').filter((id) => !before.has(id))).toEqual([]);
    }
    const last = await judged(mended);
    expect(withVerdict(last, 'fail', 'warn', 'error', 'not-run', 'inconclusive')).toEqual([]);
    expect(last.outcome).toBe('conformant');
    const page = readFileSync(new URL('../../../../docs/first-run.md', import.meta.url), 'utf8');
    for (const figure of figures) expect(page).toContain(`| ${figure}`);
  },
);
