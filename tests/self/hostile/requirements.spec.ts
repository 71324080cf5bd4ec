import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { openGate } from '../gate/child.ts';
import { test } from '../reporters/page.ts';
import { SLOW } from '../part.ts';
import type { HostileName } from './answers.ts';
import { watchMemory } from './memory.ts';
import { expectValid } from './outputs.ts';
import { serveHostile } from './target.ts';

/**
 * One real run in which every deletion by a requirement of its own is done and then answered in a hostile way. What an answer is
 * worth: once a status line has arrived it is an answer, however its body ends (A12), so the requirement judges status and
 * effect, and the contract requirement the body; without one, the control being answered, the target is at fault (A9).
 */
const REQUIREMENTS: readonly {
  id: RegExp;
  slug: string;
  hostile: HostileName;
  verdict: 'pass' | 'fail';
  actual: RegExp;
}[] = [
  { id: / blank"/, slug: 'blanks', hostile: 'endless body', verdict: 'pass', actual: /./ },
  { id: /slash"/, slug: 'slashes', hostile: 'endless headers', verdict: 'fail', actual: /status none \(protocol\)/ },
  { id: /%2F/, slug: 'percent-signs', hostile: 'a byte a second', verdict: 'fail', actual: /status none \(timeout\)/ },
  { id: /\+plus"/, slug: 'plus-signs', hostile: 'a body of a byte a second', verdict: 'pass', actual: /./ },
  { id: /x#y/, slug: 'query-characters', hostile: 'gzip bomb', verdict: 'pass', actual: /./ },
  { id: /@users/, slug: 'address-as-id', hostile: 'nested JSON', verdict: 'pass', actual: /./ },
  { id: /Łukasz/, slug: 'letters-beyond-ascii', hostile: 'prototypes', verdict: 'pass', actual: /./ },
  { id: /👩/, slug: 'emoji', hostile: 'redirect loop', verdict: 'fail', actual: /status 307/ },
  { id: /`/, slug: 'quotes', hostile: 'too long a Content-Length', verdict: 'pass', actual: /./ },
  { id: /<b>/, slug: 'markup', hostile: 'hostile text', verdict: 'fail', actual: /status 400/ },
  { id: /a-hundred/, slug: 'long-id', hostile: 'cookies', verdict: 'pass', actual: /./ },
];

const MOST_MEMORY = 400_000_000;

test(
  'a run against hostile answers ends, judges each by its rules and writes sound outputs',
  SLOW,
  async ({ open }) => {
    const { gate, close } = await openGate();
    const hostileTo = (path: string, body: string) =>
      path.startsWith('/user/delete') ? REQUIREMENTS.find(({ id }) => id.test(body))?.hostile : undefined;
    const target = await serveHostile(hostileTo);
    try {
      const limits = { CONFORMANCE_TIMEOUT_MS: '5000', KNOT_SETTLE_MS: '300' };
      const selection = ['--grep', 'user-with-|deletion-answer-keeps|refused-deletion-keeps|deleted-users-stay-gone'];
      const { child, ended } = gate.run(selection, { ...target.variables, ...limits });
      const memory = watchMemory(child.pid ?? 0);
      const { code, out, err } = await ended;
      const peak = memory();
      test.info().annotations.push({ type: 'peak', description: `${Math.round(peak / 1_000_000)} MB` });
      expect(code, err).toBe(1);
      expect(peak).toBeLessThan(MOST_MEMORY);
      expect(target.lured, 'what the target could make the run send').toEqual([]);

      const { requirements } = await gate.results();
      const resultOf = (slug: string) => requirements.find(({ id }) => id === `knot/${slug}`);
      for (const { slug, hostile, verdict, actual } of REQUIREMENTS) {
        const result = resultOf(`user-with-${slug}-is-deletable`);
        expect(result?.verdict, `${hostile}: ${result?.actual}`).toBe(verdict);
        expect(result?.actual, hostile).toMatch(actual);
      }
      // Bodies that are cut, never end or are shorter than they say are no JSON; hostile texts are legal strings.
      expect(resultOf('deletion-answer-keeps-the-contract')).toMatchObject({ verdict: 'fail' });
      expect(resultOf('refused-deletion-keeps-the-contract')).toMatchObject({ verdict: 'pass' });

      const read = (name: string) => readFile(join(gate.folder, 'conformance-report', name), 'utf8');
      await expectValid(
        {
          'results.json': await read('results.json'),
          'index.html': await read('index.html'),
          'junit.xml': await read('junit.xml'),
          'summary.md': await read('summary.md'),
          'badge.json': await read('badge.json'),
          terminal: out + err,
        },
        open,
      );
    } finally {
      await target.close();
      await close();
    }
  },
);
