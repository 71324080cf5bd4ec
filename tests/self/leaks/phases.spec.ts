import { expect } from '@playwright/test';
import { renderBadge } from '../../../reporters/render/badge.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderJunit } from '../../../reporters/render/junit.ts';
import { schemaViolation } from '../../../src/results/results-schema.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { SLOW } from '../part.ts';
import type { Planted } from './canaries.ts';
import { test } from './fixtures.ts';
import { judgeTelling, PHASES, WAYS, type TellingEnd, type TellingRun } from './in-process.ts';
import { findAll } from './secret-encodings.ts';
import { basic, urlWith } from './target.ts';
import { SPELLINGS } from './telling.ts';

interface Vendor extends Pick<TellingRun, 'sandbox' | 'variables' | 'secrets' | 'authorization' | 'select'> {
  /** All that the suite calls, as `METHOD path`. */
  readonly operations: readonly string[];
  /** The last call of those that create a user. */
  readonly creation: RegExp;
}

const VENDORS: Readonly<Record<string, (planted: Planted) => Promise<Vendor>>> = {
  knot: async ({ texts, knot }) => {
    const pairs = new Map<string, string>();
    return {
      operations: ['POST /session/create', 'POST /development/accounts/link', 'GET /accounts/get', 'POST /user/delete'],
      creation: /link$/,
      sandbox: async (clock) => {
        const sandbox = await createKnotSandbox({ clock });
        for (const prefix of ['KNOT_', 'KNOT_OTHER_'])
          pairs.set(basicOf(prefix, knot), basicOf(prefix, sandbox.environment));
        return sandbox;
      },
      variables: { ...knot, KNOT_BASE_URL: urlWith(texts['userinfo of Knot'], '127.0.0.1', texts['query of Knot']) },
      secrets: ['KNOT_SECRET', 'KNOT_OTHER_SECRET', 'KNOT_HEADERS', 'userinfo of Knot', 'query of Knot'].map(
        (kind) => texts[kind as keyof typeof texts],
      ),
      authorization: (given) => pairs.get(given) ?? given,
      select:
        /deleted-user-is-gone|other-users|wrong-secret|other-client|second-deletion|unknown-user|contract|secrets/,
    };
  },
  mastercard: async ({ texts, mastercard, signingKeys, issuers }) => ({
    operations: [
      'GET /cts/issuers',
      'POST /cts/issuers/users',
      'GET /cts/issuers/users/{id}/aggregate-carbon-scores',
      'GET /cts/issuers/users/{id}/dashboards',
      'POST /cts/issuers/user-deletions',
    ],
    creation: /issuers\/users$/,
    sandbox: (clock) => createMastercardSandbox({ clock, credentials: issuers }),
    variables: {
      ...mastercard,
      MASTERCARD_BASE_URL: `${urlWith(texts['userinfo of Mastercard'], '127.0.0.1')}/cts`,
    },
    secrets: ['userinfo of Mastercard', 'key password', 'other key password', 'client key password']
      .map((kind) => texts[kind as keyof typeof texts])
      .concat(signingKeys),
    authorization: (given) => given,
    select: /deleted-user-is-gone|other-users|another-issuer|wrong-key|two-users|unknown-user|contract|secrets/,
  }),
};

for (const [name, vendorOf] of Object.entries(VENDORS))
  for (const phase of PHASES)
    test(`${name}: no output tells what any answer told in the ${phase}`, SLOW, async ({ planted }) => {
      const { creation, operations, ...vendor } = await vendorOf(planted);
      const [told, spellings] = [new Set<string>(), new Set<string>()];
      const figures = { secrets: vendor.secrets.length, texts: 0, outputs: 0, bytes: 0 };
      // In the other phases there are few calls, so few requirements do.
      const select = phase === 'requirements' ? vendor.select : /deleted-user-is-gone|contract|secrets/;
      // Nobody is created where what comes before has failed, so each way is tried on the creation alone, too.
      const aims = phase === 'preflight' ? [{}, { hostileTo: creation }] : [{}];
      for (const aim of aims)
        for (const offset of WAYS.keys()) {
          const end = await judgeTelling({ ...vendor, ...aim, select, phase, offset });
          end.told.forEach((one) => told.add(one));
          end.spellings.forEach((one) => spellings.add(one));
          expect(schemaViolation(end.results)).toBeNull();
          const files = outputsOf(end);
          figures.texts += end.planted;
          figures.outputs += files.size;
          figures.bytes += [...files.values()].reduce((sum, { length }) => sum + length, 0);
          expect(findAll(planted.canaries, files)).toEqual([]);
          expect(findAll(sentAs(end), new Map([['results', files.get('results.json')!]]))).toEqual([]);
        }
      test.info().annotations.push({ type: 'figures', description: JSON.stringify({ ...figures, ways: told.size }) });
      // Else nothing would have been told that could have leaked.
      const called = (one: string): string[] => [...told].filter((key) => key.startsWith(one));
      for (const operation of operations) expect(called('').join('\n'), operation).toContain(`${operation} decorated`);
      const hostile = new Set(called(phase).map((key) => key.slice(0, key.lastIndexOf(' '))));
      // What is answered in a hostile way may end a preflight, so what comes after it is not asked in every way.
      const ways = (operation: string): number => WAYS.filter((way) => told.has(`${operation} ${way}`)).length;
      for (const operation of hostile)
        expect(ways(operation), operation).toBeGreaterThanOrEqual(phase === 'preflight' ? 1 : WAYS.length);
      expect([...spellings].sort()).toEqual(SPELLINGS.toSorted());
    });

/** Everything that is made of the results, and what a shard would leave. */
function outputsOf({ results, part, progress }: TellingEnd): Map<string, Buffer> {
  const terminal = renderTerminal(results, { colour: false, reportDir: 'conformance-report' });
  const texts = {
    'results.json': JSON.stringify(results),
    'index.html': renderHtml(results),
    'junit.xml': renderJunit(results),
    'summary.md': renderSummary(results),
    'badge.json': renderBadge(results),
    terminal,
    shard: JSON.stringify(part),
    progress,
  };
  return new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
}

/** An Authorization value is given away by a piece of what proves who calls. */
function sentAs({ authorizations }: TellingEnd) {
  return [...authorizations].map((value) => {
    const [, signature = value.replace(/^\S+ /, '')] = /oauth_signature="([^"]+)"/.exec(value) ?? [];
    const runs = signature.replace(/%[0-9A-F]{2}/g, ' ').match(/[A-Za-z0-9]+/g) ?? [];
    const longest = runs.reduce((one, other) => (other.length > one.length ? other : one), '');
    return { name: 'Authorization', pieces: [Buffer.from(longest)] };
  });
}

const basicOf = (prefix: string, variables: Readonly<Record<string, string>>): string =>
  basic(variables[`${prefix}CLIENT_ID`], variables[`${prefix}SECRET`]);
